namespace YoloV1.Cli.Charts;

/// <summary>The data of a <see cref="DatasetChart"/>.</summary>
/// <param name="Title">The name of the data set.</param>
/// <param name="Classes">Each class with its number of objects.</param>
/// <param name="BoxSizes">Each box's width and height as fractions of its image.</param>
/// <param name="ObjectsOfImages">Each image's number of objects.</param>
/// <param name="Lost">For each number of cells along a side, the percentage of objects that share a cell with another.</param>
internal sealed record DatasetChartData(
    string Title,
    IReadOnlyList<(string Name, int Count)> Classes,
    IReadOnlyList<(float Width, float Height)> BoxSizes,
    IReadOnlyList<int> ObjectsOfImages,
    IReadOnlyList<(int S, double Percent)> Lost);
