namespace YoloV1.Data;

/// <summary>A split before and after its conversion; both are counted from the files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Before">What the present files hold.</param>
/// <param name="After">What the new files hold.</param>
/// <param name="LargestShift">How far the edge that moved most has moved, in pixels.</param>
/// <param name="Warnings">Boxes of the present files that were clipped, or left out because they have no extent.</param>
internal sealed record ConvertedSplit(
    string Name, SplitReport Before, SplitReport After, double LargestShift, IReadOnlyList<string> Warnings)
{
    /// <summary>What it held and holds: <c>train: 300 images, 812 objects -> train: 300 images, 811 objects</c>.</summary>
    public override string ToString() => $"{Before} -> {After}";
}
