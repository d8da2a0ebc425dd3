namespace YoloV1.Cli.Tests.Output;

public sealed class TerminalTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NamesOfAStranger_DoNothingToATerminal_AndForgeNoLine()
    {
        var file = _folder["instances_train.json"];
        File.WriteAllText(file, """
            {"images": [{"id": 1, "file_name": "a\u001b]0;owned\u0007.png", "width": 9, "height": 9}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 1, 5, 5]}],
             "categories": [{"id": 1, "name": "cat\u001b[2J\nforged: 1"}]}
            """);

        var call = Call.Run("data", "check", "--data", file, "--skip-images").ShouldSucceed();

        call.Output.Should().NotContain("\u001b").And.NotContain("\u0007").And.Contain("cat?[2J?forged: 1");
        call.Output.Split('\n').Should().NotContain(line => line.StartsWith("forged", StringComparison.Ordinal));
    }

    [Fact]
    public void AnError_IsOneLine_WhateverTheFileIsCalled()
    {
        var call = Call.Run("data", "check", "--data", "no\u001b[2J\nsuch\u009bfile.json");

        call.ShouldFail(1, "*no?[2J such?file.json: there is no such file; check the path.");
    }

    [Theory]
    [InlineData(
        """{"images": [], "categories": [{"id": 1, "name": "a"}, {"id": 1, "name": "b"}]}""",
        "*category id 1 occurs twice*")]
    [InlineData(
        """{"images": [{"id": 3, "file_name": "a\u0000"}], "categories": []}""",
        "*(image 3): 'file_name' contains the character \\0; correct it.")]
    public void ABrokenFile_IsNamed(string text, string message)
    {
        var file = _folder["instances_train.json"];
        File.WriteAllText(file, text);

        Call.Run("data", "check", "--data", file).ShouldFail(1, $"*instances_train.json{message}");
    }

    [Fact]
    public void ALengthThatNoTrainingHas_IsAWrongCall() => Call.Run("train", "--data", _folder["x"], "--steps", "9223372036854775807")
        .ShouldFail(2, "*--steps is '9223372036854775807'; give a whole number from 1 to 2147483647. See 'yolov1 train --help'.");

    [Fact]
    public void ABatchThatNoTensorHolds_IsAWrongCall() => Call.Run("benchmark", "--model", "tiny", "--batch", "1024")
        .ShouldFail(2, "*--batch 1024: images of 448x448 take more than 2 GiB; give 891 or less.");
}
