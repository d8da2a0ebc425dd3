using System.Text.Json;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Weights;

namespace YoloV1.Cli.Tests;

public sealed class ExplainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;
    private readonly string _image;

    public ExplainTests()
    {
        using var model = RedFinder.Create();
        ModelFile.Save(model, RedFinder.Classes, _model = _folder["red.safetensors"]);
        ImageFile.WritePng(RedFinder.Paint(0, 153, 255, 0), _image = _folder["red.png"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Explain_DrawsFourPanels_AndSaysWhichCellAnswers()
    {
        var output = _folder["explained.png"];

        var lines = Call.Run("explain", _image, "--weights", _model, "--output", output).ShouldSucceed().Output.TrimEnd();

        lines.Split(Environment.NewLine).Should().Equal(
            $"{_image}: 2 x 2 cells, 1 box each, 2 classes; left are",
            "  red 1.00 at 0,20,40,40: box 0 of the cell in row 1, column 0",
            "  red 0.60 at 40,0,80,20: box 0 of the cell in row 0, column 1",
            output);
        ImageFile.Read(output).Size.Width.Should().BeGreaterThan(2 * 448, "two panels are side by side");
    }

    [Fact]
    public void ExplainJson_HasEveryCell_AndWritesNoFile()
    {
        var json = Call.Run("explain", _image, "--weights", _model, "--score", "0.7", "--json").ShouldSucceed().Output;

        var root = JsonDocument.Parse(json).RootElement;
        root.EnumerateObject().Select(property => property.Name).Should().Equal("image", "width", "height", "grid", "detections", "cells");
        root.GetProperty("grid").EnumerateObject().Select(side => (side.Name, side.Value.GetInt32()))
            .Should().Equal(("s", 2), ("b", 1), ("c", 2));
        var found = root.GetProperty("detections").EnumerateArray().Should().ContainSingle().Subject;
        (found.GetProperty("row").GetInt32(), found.GetProperty("column").GetInt32()).Should().Be((1, 0));
        using var detector = Detector.Load(_model);
        var cells = detector.Explain(ImageFile.Read(_image)).Cells;
        root.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("boxes")[0].GetProperty("confidence").GetSingle())
            .Should().Equal(cells.Select(cell => cell.Boxes[0].Confidence));
        Directory.GetFiles(".", "red-explained.png").Should().BeEmpty();
    }

    [Fact]
    public void AFileThatIsThere_IsReplacedOnRequestAlone()
    {
        var output = _folder["explained.png"];
        File.WriteAllText(output, "mine");

        Call.Run("explain", _image, "--weights", _model, "--output", output)
            .ShouldFail(1, $"{output}: this file exists; give --output another name, or add --overwrite to replace it.");
        File.ReadAllText(output).Should().Be("mine");
        Call.Run("explain", _image, "--weights", _model, "--output", output, "--overwrite").ShouldSucceed();
        ImageFile.Read(output).Size.Width.Should().BePositive();
    }
}
