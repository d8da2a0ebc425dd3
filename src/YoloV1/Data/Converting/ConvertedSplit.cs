namespace YoloV1.Data;

/// <summary>A split before and after its conversion; both are counted from the files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Before">The content of the existing files.</param>
/// <param name="After">The content of the new files.</param>
/// <param name="LargestShift">How far the edge that moved most has moved, in pixels.</param>
/// <param name="Warnings">Boxes of the present files that were clipped, or left out because they have no extent.</param>
internal sealed record ConvertedSplit(
    string Name, SplitReport Before, SplitReport After, double LargestShift, IReadOnlyList<string> Warnings)
{
    /// <summary>The content before and after: <c>train: 300 images, 812 objects -> train: 300 images, 811 objects</c>.</summary>
    public override string ToString() => $"{Before} -> {After}";
}
