using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Evaluation;

/// <summary>Ground truth as a COCO instances file.</summary>
internal static class CocoTruthWriter
{
    /// <summary>The file; it includes <c>difficult</c>, although COCO does not define it.</summary>
    /// <param name="truth">The truth.</param>
    /// <param name="images">Its images with their sizes.</param>
    public static CocoFile FileOf(TruthSource truth, IReadOnlyList<MeasuredImage> images)
    {
        var sizeOf = images.ToDictionary(image => image.Annotation.Name, image => image.Annotation.Size);
        var imageIds = truth.ImageOfId.ToDictionary(pair => pair.Value, pair => pair.Key);
        var categoryIds = truth.ClassOfId.ToDictionary(pair => pair.Value, pair => pair.Key);
        return new CocoFile
        {
            Images = [.. truth.Images.Select(image => new CocoImage(
                imageIds[image], FileNameOf(truth, image), sizeOf[image].Width, sizeOf[image].Height))],
            Categories = [.. truth.Classes.Select((name, id) => new CocoCategory(categoryIds[id], name))],
            Annotations = [.. truth.Truths.Select((item, i) => new CocoObject(
                i + 1,
                imageIds[item.Image],
                categoryIds[item.ClassId],
                [item.Box.Left, item.Box.Top, item.Box.Width, item.Box.Height],
                item.Area ?? item.Box.CocoArea,
                item.Crowd ? 1 : 0,
                item.Difficult ? 1 : null))],
        };
    }

    // Images of text labels are called by their paths, those of a VOC folder without their extensions.
    private static string FileNameOf(TruthSource truth, string image) =>
        ImageFile.HasExtension(image) ? image : Path.GetFileName(truth.FindImage(image)) ?? image;
}
