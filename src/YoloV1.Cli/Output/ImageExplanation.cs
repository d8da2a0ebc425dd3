using System.Text.Json.Serialization;
using YoloV1.Evaluation;
using YoloV1.Files;

namespace YoloV1.Cli.Output;

/// <summary>The prediction for an image, cell by cell; boxes in pixels of the stored image.</summary>
internal sealed record ImageExplanation(
    string Image,
    int Width,
    int Height,
    GridSides Grid,
    IReadOnlyList<ExplainedDetection> Detections,
    IReadOnlyList<ExplainedCell> Cells)
{
    /// <summary>For a person: the grid, and which cell answers for each detection.</summary>
    [JsonIgnore]
    public IEnumerable<string> Lines =>
    [
        $"{Image}: {Grid.S} x {Grid.S} cells, {Printable.Count(Grid.B, "box", "boxes")} each, "
            + $"{Printable.Count(Grid.C, "class", "classes")}; {(Detections.Count == 0 ? "nothing is left" : "left are")}",
        .. Detections.Select(found => $"  {found}"),
    ];

    public static ImageExplanation Of(string image, ImageSize size, GridPrediction prediction, ClassNames classes) => new(
        image, size.Width, size.Height, new(prediction.Grid.S, prediction.Grid.B, prediction.Grid.C),
        [.. prediction.Detections.Select(found => ExplainedDetection.Of(found, size, classes))],
        [.. prediction.Cells.Select(cell => ExplainedCell.Of(cell, size, classes))]);
}

/// <summary>Cells along a side, boxes of a cell, classes.</summary>
internal sealed record GridSides(int S, int B, int C);

/// <summary>A detection and the cell that answers for it; rows, columns and boxes count from 0.</summary>
internal sealed record ExplainedDetection(string Class, int ClassId, float Score, PixelCorners Box, int Row, int Column, int BoxIndex)
{
    public static ExplainedDetection Of(GridDetection found, ImageSize size, ClassNames classes)
    {
        var pixels = PixelDetection.Of(found.Detection, size, classes);
        return new(pixels.Class, pixels.ClassId, pixels.Score, pixels.Box, found.Row, found.Column, found.BoxIndex);
    }

    public override string ToString() =>
        $"{new PixelDetection(Class, ClassId, Score, Box)}: box {BoxIndex} of the cell in row {Row}, column {Column}";
}

/// <summary>A cell's likeliest class and its boxes.</summary>
internal sealed record ExplainedCell(
    int Row, int Column, string Class, int ClassId, float Probability, IReadOnlyList<ExplainedBox> Boxes)
{
    public static ExplainedCell Of(GridCell cell, ImageSize size, ClassNames classes) => new(
        cell.Row, cell.Column, classes[cell.ClassId], cell.ClassId, cell.Probability,
        [.. cell.Boxes.Select(box => new ExplainedBox(box.Confidence, PixelCorners.Of(box.Box, size)))]);
}

/// <summary>One box of a cell; it may reach beyond the image.</summary>
internal sealed record ExplainedBox(float Confidence, PixelCorners Box);
