using YoloV1.Evaluation;
using YoloV1.Imaging;

namespace YoloV1.Cli.Reports;

/// <summary>The images with the most missed objects and wrong detections, truth and detections side by side.</summary>
internal static class WorstImages
{
    private const int LongestSide = 640;

    /// <summary>A JPEG file of an image; null where the image is not there or cannot be read, which takes no measurement away.</summary>
    public static byte[]? Draw(JudgedImage judged, MeasuredSet measured, ImageLimits limits)
    {
        if (measured.FindImage(judged.Image) is not { } path || Read(path, limits) is not { } image)
            return null;
        var compared = new ComparedImage(
            image,
            [.. judged.Truths.Select(item => (new LabeledBox(item.Truth.Box.ToBox(image.Size), item.Truth.ClassId), item.Found))],
            [.. judged.Detections.Select(item => (DetectionOf(item.Detection, image.Size), item.Right))]);
        return ImageFile.ToJpeg(ComparisonPainter.Draw(compared, measured.Classes, LongestSide));
    }

    private static RgbImage? Read(string path, ImageLimits limits)
    {
        try
        {
            return ImageFile.Read(path, limits);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static Detection DetectionOf(ScoredBox found, ImageSize size) => new(found.Box.ToBox(size), found.ClassId, (float)found.Score);
}
