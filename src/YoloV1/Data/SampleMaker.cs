using YoloV1.Data.Augmenting;
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
    /// <exception cref="InvalidDataException">The picture, or one that is mixed with it, could not be prepared.</exception>
    public (Annotation Annotation, int Lost) Make(int index, int epoch, Span<float> image, Span<float> target)
    {
        var (name, sample) = Read(index);
        try
        {
            if (options.Augmentation != Augmentation.None)
            {
                sample = options.Augmentation.Apply(
                    sample, Seeds.RandomFor(options.Seed, epoch, index), InputSize, random => Read(random.Next(dataset.Count)).Sample);
            }
            PictureInput.Fill(sample.Picture, InputSize, image);
            var lost = encoder.Encode(sample.Boxes, target);
            return (new(name, InputSize, sample.Boxes), lost);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or InvalidDataException))
        {
            throw Failed($"'{name}'", e);
        }
    }

    /// <summary>A picture with the objects that are trained on.</summary>
    private (string Name, LabeledPicture Sample) Read(int index)
    {
        var name = $"number {index}";
        try
        {
            var annotation = dataset.GetAnnotation(index);
            name = $"'{annotation.Name}'";
            var boxes = annotation.Boxes.Where(box => !box.Crowd && (options.IncludeDifficult || !box.Difficult));
            return (annotation.Name, new(dataset.ReadPicture(index), [.. boxes]));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Failed(name, e);
        }
    }

    private static InvalidDataException Failed(string name, Exception reason) =>
        new($"Picture {name} cannot be prepared for training. {reason.Message}", reason);
}
