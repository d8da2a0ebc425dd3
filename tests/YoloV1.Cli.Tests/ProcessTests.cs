using System.Reflection;

namespace YoloV1.Cli.Tests;

/// <summary>The command as a process of its own, in a folder without the native torch library.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProcessTests()
    {
        string[] managed = [
            "YoloV1.Cli.dll", "YoloV1.Cli.runtimeconfig.json", "YoloV1.dll", "System.CommandLine.dll", "Spectre.Console.dll",
            "TorchSharp.dll",
        ];
        foreach (var file in managed)
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), _folder[file]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("help", "Usage:*yolov1 *command*train *predict *")]
    [InlineData("--help", "*Usage:*")]
    [InlineData("help predict", "*yolov1 predict *<source>*--weights*")]
    [InlineData("version", "*.*.*")]
    [InlineData("info --model notebook", "*243,662,846 parameters*")]
    public void HelpVersionAndInfo_DoWithoutTorch(string words, string output)
    {
        var call = Run(words);

        call.Error.Should().BeEmpty();
        call.Output.Should().Match($"*{output}*");
        call.ExitCode.Should().Be(0);
    }

    [Fact]
    public void Version_IsTheLibrarys()
    {
        var version = typeof(Box).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

        Run("version").Output.Trim().Should().Be(version);
    }

    [Fact]
    public void Checks_SaysWhatIsMissingAndWhatToDo_WhenTorchDoesNotLoad()
    {
        var checks = Run("checks");

        checks.ExitCode.Should().Be(1);
        checks.Output.Should().Match("*does not load*Torch does not load: add *the package libtorch-cpu-*The loader said: *");
        Run("checks --json").Output.Should().Contain("\"libTorch\": null").And.Contain("Torch does not load: ");
    }

    [Fact]
    public void Predict_FailsInOneLine_WhenTorchDoesNotLoad()
    {
        File.WriteAllText(_folder["small.safetensors"], "");

        Run("predict YoloV1.dll --weights small.safetensors").ShouldFail(1, "Torch does not load: add *");
    }

    [Fact]
    public void AWrongCall_EndsWith2_AndKeepsStandardOutputFree() => Run("predict --weigths x").ShouldFail(2, "*Did you mean --weights?");

    private Call Run(string words)
    {
        var (exitCode, output, error) = ProcessRun.Of(
            "dotnet", ["exec", _folder["YoloV1.Cli.dll"], .. words.Split(' ')], Path.GetDirectoryName(_folder["x"]));
        return new(exitCode, output, error);
    }
}
