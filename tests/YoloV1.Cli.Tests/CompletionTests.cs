
namespace YoloV1.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("tra", "train")]
    [InlineData("data ", "check split convert --help")]
    [InlineData("predict --we", "--weights")]
    [InlineData("predict --weights model.safetensors --we", "")]
    [InlineData("train --model ", "fine small tiny fast darknet notebook paper")]
    [InlineData("train --model t", "tiny")]
    [InlineData("train --model=t", "--model=tiny")]
    [InlineData("train --model = t", "tiny")]
    [InlineData("info --model n", "notebook")]
    [InlineData("train --recipe m", "modern")]
    [InlineData("train --optimizer ", "sgd adamw")]
    [InlineData("val --protocol v", "voc07 voc10")]
    [InlineData("export --format ", "darknet onnx pth safetensors")]
    [InlineData("export --outputs d", "detections")]
    [InlineData("predict --device cu", "cuda")]
    [InlineData("predict --precision b", "bf16")]
    [InlineData("completion ", "bash fish pwsh zsh")]
    [InlineData("val --json --pro", "--protocol")]
    [InlineData("predict --weights ", "", "a file")]
    [InlineData("predict ", "", "an image")]
    [InlineData("train --epochs ", "", "a number")]
    public void Suggest_GivesTheWordsThatMayStandThere(string line, string suggestions, string because = "")
    {
        var words = line.Split(' ');

        var call = Call.Run(["suggest", $"--word={words[^1]}", .. words[..^1]]).ShouldSucceed();

        call.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Should().BeEquivalentTo(suggestions.Split(' ', StringSplitOptions.RemoveEmptyEntries), because);
    }

    [Fact]
    public void Suggest_GivesAllVerbs_WhereNothingIsTyped() =>
        Call.Run("suggest", "--word=").ShouldSucceed().Output.Should()
            .Contain("train").And.Contain("predict").And.Contain("completion").And.NotContain("suggest");

    [SkippableTheory]
    [InlineData("yolov1 tra", "train ")]
    [InlineData("yolov1 train --model=t", "tiny ")]
    [InlineData("yolov1 export --format on", "onnx ")]
    [InlineData("yolov1 predict --weights=", "")]
    public void Bash_CompletesWithTheScript(string line, string expected)
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        Skip.IfNot(File.Exists("/bin/bash"), "There is no /bin/bash.");
        using var folder = new TemporaryFolder();
        WriteCommand(folder["yolov1"]);
        File.WriteAllText(folder["script"], Call.Run("completion", "bash").ShouldSucceed().Output);
        // As bash itself cuts a line: at blanks, and before and behind an =.
        var words = line.Replace("=", " = ", StringComparison.Ordinal).Split(' ');
        var commands = $"""
            PATH='{folder[""]}':$PATH
            . '{folder["script"]}'
            COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))})
            COMP_CWORD={words.Length - 1}
            $(complete -p yolov1 | sed 's/.*-F \([^ ]*\).*/\1/')
            printf '%s ' "$COMPREPLY"
            """;

        var bash = ProcessRun.Of("/bin/bash", ["-c", commands]);

        bash.Output.TrimStart().Should().Be(expected);
    }

    [SkippableTheory]
    [InlineData("yolov1 tra", "train")]
    [InlineData("yolov1 train --model=t", "--model=tiny")]
    [InlineData("yolov1 predict --weights be", "best.safetensors")]
    [InlineData("yolov1 predict --weights=be", "--weights=best.safetensors")]
    public void Fish_CompletesWithTheScript(string line, string expected)
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        Skip.IfNot(File.Exists("/usr/bin/fish"), "There is no /usr/bin/fish.");
        using var folder = new TemporaryFolder();
        WriteCommand(folder["yolov1"]);
        File.WriteAllText(folder["best.safetensors"], "");
        File.WriteAllText(folder["script"], Call.Run("completion", "fish").ShouldSucceed().Output);
        var commands = $"set -x PATH '{folder[""]}' $PATH; source script; complete -C '{line}'";

        var fish = ProcessRun.Of("/usr/bin/fish", ["--no-config", "-c", commands], folder[""]);

        fish.Output.Trim().Should().Be(expected);
    }

    /// <summary>The command as an installed one is called: a program of its name.</summary>
    private static void WriteCommand(string path)
    {
        File.WriteAllText(path, $"#!/bin/sh\nexec dotnet exec '{Path.Combine(AppContext.BaseDirectory, "YoloV1.Cli.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
