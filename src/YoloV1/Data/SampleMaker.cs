using YoloV1.Grid;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Makes one picture of a batch: read, augment, fit to the input, encode. Pure numbers, safe on any thread.</summary>
internal sealed class SampleMaker(IDetectionDataset dataset, BatchLoaderOptions options, GridEncoder encoder)
{
    /// <summary>Numbers of one picture: 3 * H * W.</summary>
    public int ImageLength => Picture.Channels * options.InputSize.Width * options.InputSize.Height;

    /// <summary>The input's size.</summary>
    public ImageSize InputSize => options.InputSize;

    /// <summary>The target's shape.</summary>
    public GridShape Grid => options.Grid;

    /// <summary>Fills the numbers of picture <paramref name="index"/>.</summary>
    /// <returns>The picture's name and its boxes after augmentation, and the number of objects that the target could not hold.</returns>
    /// <exception cref="InvalidDataException">The picture could not be prepared.</exception>
    public (Annotation Annotation, int Lost) Make(int index, int epoch, Span<float> image, Span<float> target)
    {
        var name = $"number {index}";
        try
        {
            var annotation = dataset.GetAnnotation(index);
            name = $"'{annotation.Name}'";
            var picture = dataset.ReadPicture(index);
            IReadOnlyList<LabeledBox> boxes = [.. annotation.Boxes.Where(box => !box.Crowd && (options.IncludeDifficult || !box.Difficult))];
            if (options.Augmentation != Augmentation.None)
                (picture, boxes) = options.Augmentation.Apply(picture, boxes, Seeds.RandomFor(options.Seed, epoch, index), InputSize);

            PictureInput.Fill(picture, InputSize, image);
            var lost = encoder.Encode(boxes, target);
            return (new(annotation.Name, InputSize, boxes), lost);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidDataException($"Picture {name} cannot be prepared for training. {e.Message}", e);
        }
    }
}
