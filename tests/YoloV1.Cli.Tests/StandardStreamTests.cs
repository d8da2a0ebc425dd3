using System.Diagnostics;

namespace YoloV1.Cli.Tests;

/// <summary>Calls as processes of their own whose terminal, pipe or device is closed or full.</summary>
public sealed class StandardStreamTests : IDisposable
{
    private readonly VocFolder _voc = TrainingFolder.Create();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _voc.Dispose();
        _folder.Dispose();
    }

    [SkippableTheory]
    [InlineData("HUP")]
    [InlineData("TERM")]
    public void ATraining_IsSavedAndStopped(string signal)
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        using var process = CommandProcess.Start(["train", .. Training("run")]);
        WaitForASign(process);

        ProcessRun.Of("kill", [$"-{signal}", $"{process.Id}"]).ShouldSucceed();
        var (exitCode, _, error) = ProcessRun.EndOf(process);

        exitCode.Should().Be(1, error);
        error.Should().Contain("Stopped, and saved. Continue with: yolov1 train --resume ");
        File.Exists(_folder["run/last.checkpoint"]).Should().BeTrue();
    }

    [SkippableFact]
    public void AClosedTerminal_IsHeardOnce_HoweverOftenItTells()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        using var process = CommandProcess.Start(["train", .. Training("run")]);
        WaitForASign(process);

        ProcessRun.Of("sh", ["-c", $"kill -HUP {process.Id}; kill -HUP {process.Id}; kill -HUP {process.Id}"]);
        var (exitCode, _, error) = ProcessRun.EndOf(process);

        exitCode.Should().Be(1, error);
        error.Should().Contain("Stopped, and saved.");
    }

    [SkippableFact]
    public void ATrainingUnderNohup_GoesOn()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        using var process = Shell("exec nohup", ["train", .. Training("run", epochs: 30)], "");
        WaitForASign(process);

        ProcessRun.Of("kill", ["-HUP", $"{process.Id}"]).ShouldSucceed();
        var (exitCode, _, error) = ProcessRun.EndOf(process);

        exitCode.Should().Be(0, error);
    }

    [SkippableFact]
    public void ATrainingWhoseReaderHasEnded_IsSavedAndStopped()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        using var process = CommandProcess.Start(["train", .. Training("run")]);
        WaitForASign(process);

        // The next line of progress, ten seconds later, finds no reader.
        process.StandardError.Close();
        process.WaitForExit(TimeSpan.FromMinutes(1)).Should().BeTrue();

        process.ExitCode.Should().Be(1);
        File.Exists(_folder["run/last.checkpoint"]).Should().BeTrue();
    }

    [SkippableTheory]
    [InlineData("predict nothing.jpg --weights nothing.safetensors", "2>/dev/full", 1)]
    [InlineData("predict --weigths x", "2>/dev/full", 2)]
    [InlineData("info --model tiny", "2>/dev/full", 0)]
    [InlineData("info --model tiny", ">/dev/full", 1)]
    [InlineData("help", ">/dev/full", 1)]
    [InlineData("info --model tiny", ">/dev/full 2>/dev/full", 1)]
    public void AFullDevice_ChangesNoExitCodeButThatOfALostResult(string words, string redirection, int exitCode)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has /dev/full");
        using var process = Shell("exec", words.Split(' '), redirection);

        var (code, _, error) = ProcessRun.EndOf(process);

        code.Should().Be(exitCode, error);
        if (redirection == ">/dev/full")
            error.Should().Match("yolov1: The result cannot be written to standard output: *\n").And.NotContain("   at ");
    }

    private static Process Shell(string start, string[] words, string redirection) => ProcessRun.Start("sh",
    [
        "-c", $"{start} dotnet exec '{Path.Combine(AppContext.BaseDirectory, "YoloV1.Cli.dll")}' \"$@\" {redirection}", "sh", .. words,
    ]);

    private static void WaitForASign(Process process)
    {
        while (process.StandardError.ReadLine() is { } line && !line.Contains("->", StringComparison.Ordinal))
        {
        }
    }

    private string[] Training(string run, int epochs = 100_000) =>
    [
        "--data", _voc.Root, "--weights", SmallModel.Save(_folder["small.safetensors"]), "--epochs", $"{epochs}", "--batch", "2",
        "--device", "cpu", "--run", _folder[run],
    ];
}
