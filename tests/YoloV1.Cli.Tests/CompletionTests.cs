using System.Diagnostics;
using YoloV1.Tests.Weights;

namespace YoloV1.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("tra", "train")]
    [InlineData("data ", "check convert --help")]
    [InlineData("predict --we", "--weights")]
    [InlineData("predict --weights model.safetensors --we", "")]
    [InlineData("train --model ", "tiny fast darknet notebook paper")]
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
    [InlineData("predict ", "", "a picture")]
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
        Call.Run("suggest", "--word=").ShouldSucceed().Output.Should().Contain("train").And.Contain("predict").And.Contain("completion").And.NotContain("suggest");

    [Theory]
    [InlineData("yolov1 tra", "train ")]
    [InlineData("yolov1 train --model=t", "tiny ")]
    [InlineData("yolov1 export --format on", "onnx ")]
    [InlineData("yolov1 predict --weights=", "")]
    public void Bash_CompletesWithTheScript(string line, string expected)
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/bin/bash"))
            return;
        using var folder = new TemporaryFolder();
        var command = folder["yolov1"];
        File.WriteAllText(command, $"#!/bin/sh\nexec dotnet exec '{Path.Combine(AppContext.BaseDirectory, "YoloV1.Cli.dll")}' \"$@\"\n");
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.WriteAllText(folder["script"], Call.Run("completion", "bash").ShouldSucceed().Output);
        // As bash itself cuts a line: at blanks, and before and behind an =.
        var words = line.Replace("=", " = ", StringComparison.Ordinal).Split(' ');
        var commands = $"""
            PATH='{Path.GetDirectoryName(command)}':$PATH
            . '{folder["script"]}'
            COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))})
            COMP_CWORD={words.Length - 1}
            $(complete -p yolov1 | sed 's/.*-F \([^ ]*\).*/\1/')
            printf '%s ' "$COMPREPLY"
            """;

        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", commands]) { RedirectStandardOutput = true })!;

        bash.StandardOutput.ReadToEnd().TrimStart().Should().Be(expected);
    }
}
