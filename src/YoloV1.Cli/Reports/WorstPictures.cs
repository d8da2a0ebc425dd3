using YoloV1.Drawing;
using YoloV1.Evaluation;
using YoloV1.Imaging;

namespace YoloV1.Cli.Reports;

/// <summary>The pictures with the most missed objects and wrong detections, truth and detections side by side.</summary>
internal static class WorstPictures
{
    private const int LongestSide = 640;

    /// <summary>A JPEG file of a picture; null where the picture is not there.</summary>
    public static byte[]? Draw(JudgedPicture judged, MeasuredSet measured)
    {
        if (measured.FindPicture(judged.Image) is not { } path || !File.Exists(path))
            return null;
        var picture = PictureFile.Read(path);
        var compared = new ComparedPicture(
            picture,
            [.. judged.Truths.Select(item => (new LabeledBox(item.Truth.Box.ToBox(picture.Size), item.Truth.ClassId), item.Found))],
            [.. judged.Detections.Select(item => (new Detection(item.Detection.Box.ToBox(picture.Size), item.Detection.ClassId, (float)item.Detection.Score), item.Right))]);
        return PictureFile.ToJpeg(ComparisonPainter.Draw(compared, measured.Classes, LongestSide));
    }
}
