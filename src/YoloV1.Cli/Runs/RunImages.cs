using TorchSharp;
using YoloV1.Data;
using YoloV1.Drawing;
using YoloV1.Evaluation;
using YoloV1.Imaging;

namespace YoloV1.Cli.Runs;

/// <summary>Contact sheets of the network's inputs and detections.</summary>
internal static class RunImages
{
    private const int Most = 9;
    private const float LeastScore = 0.2f;

    /// <summary>Images of a batch as they are after augmentation, with the boxes that they teach.</summary>
    public static RgbImage OfBatch(Batch batch, ClassNames classes) => ContactSheet.Draw([.. batch.Annotations.Take(Most)
        .Select((annotation, i) => (DetectionPainter.DrawTruth(Tile(ImageOf(batch.Images, i)), annotation.Boxes, classes), ""))]);

    /// <summary>The first images of a validation set with detections of a score over 0.2.</summary>
    public static RgbImage OfDetections(IDetectionDataset validation, IReadOnlyList<MeasuredImage> images) =>
        ContactSheet.Draw([.. images.Take(Most).Select((image, i) =>
        {
            var sure = image.Detections.Where(detection => detection.Score > LeastScore).ToList();
            var note = sure.Count == 0 ? FormattableString.Invariant($"nothing over {LeastScore}") : "";
            return (DetectionPainter.Draw(Tile(validation.ReadImage(i)), sure, validation.Classes), note);
        })]);

    // Fitted before it is drawn on: boxes and labels have one size on all tiles.
    private static RgbImage Tile(RgbImage image) => FittedImage.Of(image, ContactSheet.Tile);

    private static RgbImage ImageOf(torch.Tensor images, int index)
    {
        using var scope = torch.NewDisposeScope();
        using var most = 255.0.ToScalar();
        var pixels = images[index].mul(most).round().to_type(torch.ScalarType.Byte).permute(1, 2, 0).contiguous();   // [H, W, 3]
        return new RgbImage(new ImageSize((int)images.shape[3], (int)images.shape[2]), pixels.cpu().data<byte>().ToArray());
    }
}
