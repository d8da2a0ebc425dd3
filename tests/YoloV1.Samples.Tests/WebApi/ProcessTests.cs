using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Samples.Tests.WebApi;

/// <summary>The service as a process: how it starts wrongly, and how it ends.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public ProcessTests()
    {
        _model = _folder["red.safetensors"];
        using var model = RedFinder.Create();
        ModelFile.Save(model, RedFinder.Classes, _model);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--places", "abc", "--places abc: give a number from 1 to 1000, such as 32.")]
    [InlineData("--places", "0", "--places 0: give a number from 1 to 1000, such as 32.")]
    [InlineData("--share", "NaN", "--share NaN: give a number from 0.001 to 1, such as 0.5.")]
    [InlineData("--plces", "3", "--plces: there is no such option; the options are --urls, --model, *")]
    [InlineData("--allowed-hosts", ";", "--allowed-hosts: give the names by which the service may be called, or * for any.")]
    public void AWrongCall_IsToldInOneLine_AndEndsWith2(string option, string value, string reason) =>
        ShouldFail(SampleRun.Of("WebApi", _folder["."], "--model", _model, option, value), exitCode: 2, reason);

    [Fact]
    public void AnOptionWithoutItsValue_IsToldInOneLine_AndEndsWith2() =>
        ShouldFail(SampleRun.Of("WebApi", _folder["."], "--model"), exitCode: 2, "--model: its value is missing.");

    [Fact]
    public void AFileThatIsNoModel_IsToldInOneLine_AndEndsWith1()
    {
        File.WriteAllText(_folder["notes.safetensors"], "no model");

        var run = SampleRun.Of("WebApi", _folder["."], "--model", _folder["notes.safetensors"]);

        ShouldFail(run, exitCode: 1, "*notes.safetensors: * Give a model file with --model, as samples/TrainOnYourPictures writes one.");
    }

    [Fact]
    public void ATakenPort_IsToldInOneLine_AndEndsWith1()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";

        var run = SampleRun.Of("WebApi", _folder["."], "--model", _model, "--urls", address);

        ShouldFail(run, exitCode: 1, $"Failed to bind to address {address}: address already in use. Give another address with --urls, *");
    }

    [SkippableFact]
    public void AFullStandardError_LeavesTheExitCode()
    {
        Skip.IfNot(File.Exists("/dev/full"), "There is no /dev/full.");
        string[] words = ["-c", "exec dotnet exec \"$0\" --places 0 2> /dev/full", SampleRun.AssemblyOf("WebApi")];
        using var shell = Process.Start("/bin/sh", words);

        shell.WaitForExit();

        shell.ExitCode.Should().Be(2);
    }

    [SkippableFact]
    public async Task ATermination_AnswersWhatIsUnderWay_AndEndsInOrder()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        foreach (var signal in (string[])["-TERM", "-INT"])
        {
            using var process = Start();
            var port = await ReadPortAsync(process.StandardOutput);
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            // Neither an upload nor a request that never goes on delays the end.
            using var stalled = Connect(port, "POST /detect HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf");
            using var headless = Connect(port, "POST /detect HTTP/1.1\r\nHost: local");
            var answers = Enumerable.Range(0, 8).Select(_ => client.PostAsync(Calls.Image)).ToList();
            await Task.WhenAny(answers);

            var watch = Stopwatch.StartNew();
            Signal(process, signal);

            foreach (var answer in answers)
                (await answer).Status.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
            var run = ProcessRun.EndOf(process).ShouldSucceed();
            watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
            (run.Output + run.Error).Should().NotMatchRegex("fail:|crit:|warn:|   at ");
        }
    }

    [SkippableFact]
    public async Task AModelThatIsCutInPlace_StaysAtWork()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        using (var model = new YoloV1Model(YoloV1Config.Small))
            ModelFile.Save(model, ClassNames.Voc, _model);
        using var process = Start();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{await ReadPortAsync(process.StandardOutput)}") };

        await File.WriteAllTextAsync(_model, "cut");

        (await client.PostAsync(Calls.Image)).Status.Should().Be(HttpStatusCode.OK);
        Signal(process, "-TERM");
        ProcessRun.EndOf(process).ShouldSucceed();
    }

    private Process Start()
    {
        string[] words = ["exec", SampleRun.AssemblyOf("WebApi"), "--model", _model, "--urls", "http://127.0.0.1:0"];
        return ProcessRun.Start("dotnet", words, _folder["."]);
    }

    private static void Signal(Process process, string signal) => Process.Start("kill", [signal, $"{process.Id}"]).WaitForExit();

    private static TcpClient Connect(int port, string start)
    {
        var client = new TcpClient("127.0.0.1", port);
        client.GetStream().Write(Encoding.ASCII.GetBytes(start));
        return client;
    }

    private static async Task<int> ReadPortAsync(StreamReader output)
    {
        const string Listening = "Now listening on: ";
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.Contains(Listening, StringComparison.Ordinal))
                return new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]).Port;
        }
        throw new InvalidOperationException("The service ended before it listened.");
    }

    private static void ShouldFail(ProcessRun run, int exitCode, string reason)
    {
        run.ExitCode.Should().Be(exitCode, run.Error);
        run.Output.Should().BeEmpty();
        // torch itself warns of a processor that a part of it does not know: "[W... NNPACK.cpp:56] ...".
        var lines = run.Error.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')
            .Where(line => !line.StartsWith("[W", StringComparison.Ordinal));
        lines.Should().ContainSingle().Which.Should().Match($"WebApi: {reason}");
    }
}
