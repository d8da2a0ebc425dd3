using YoloV1.Imaging;

namespace YoloV1.Cli.Reports;

/// <summary>An image with its objects and detections, for a <see cref="ComparisonPainter"/>.</summary>
/// <param name="Image">The image.</param>
/// <param name="Truths">The objects on it, and whether each was found.</param>
/// <param name="Detections">The detections, and whether each is correct.</param>
internal sealed record ComparedImage(
    RgbImage Image, IReadOnlyList<(LabeledBox Box, bool Found)> Truths, IReadOnlyList<(Detection Detection, bool Right)> Detections);
