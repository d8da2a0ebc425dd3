using YoloV1.Files;
using YoloV1.Grid;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Makes one image of a batch: read, augment, fit to the input, encode. No tensors, so it is safe on any thread.</summary>
internal sealed class SampleMaker(IDetectionDataset dataset, BatchLoaderOptions options, GridEncoder encoder)
{
    /// <summary>Values of one image: 3 * H * W.</summary>
    public int ImageLength => RgbImage.Channels * options.InputSize.Width * options.InputSize.Height;

    /// <summary>The input's size.</summary>
    public ImageSize InputSize => options.InputSize;

    /// <summary>The clock that durations are taken from.</summary>
    public TimeProvider Time => options.Time;

    /// <summary>The target's shape.</summary>
    public GridShape Grid => options.Grid;

    /// <summary>Fills the pixels and the target of image <paramref name="index"/>.</summary>
    /// <exception cref="InvalidDataException">The image, or one that is mixed with it, could not be prepared.</exception>
    public PreparedSample Make(int index, int epoch, Span<float> image, Span<float> target)
    {
        var (started, reading) = (Time.GetTimestamp(), TimeSpan.Zero);
        var (name, sample) = ReadTimed(index);
        try
        {
            if (options.Augmentation != Augmentation.None)
            {
                sample = options.Augmentation.Apply(
                    sample, Seeds.RandomFor(options.Seed, epoch, index), InputSize, random => ReadTimed(random.Next(dataset.Count)).Sample);
            }
            ImageInput.Fill(sample.Image, InputSize, image);
            var lost = encoder.Encode(sample.Boxes, target);
            return new(new(name, InputSize, sample.Boxes), lost, reading, Time.GetElapsedTime(started) - reading);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or InvalidDataException))
        {
            throw Failed($"'{name}'", e);
        }

        (string Name, LabeledImage Sample) ReadTimed(int number)
        {
            var from = Time.GetTimestamp();
            var read = Read(number);
            reading += Time.GetElapsedTime(from);
            return read;
        }
    }

    /// <summary>An image with the objects that are trained on.</summary>
    private (string Name, LabeledImage Sample) Read(int index)
    {
        var name = $"number {index}";
        try
        {
            var annotation = dataset.GetAnnotation(index);
            name = $"'{annotation.Name}'";
            var boxes = annotation.Boxes.Where(box => !box.Crowd && (options.IncludeDifficult || !box.Difficult));
            return (annotation.Name, new(dataset.ReadImage(index), [.. boxes]));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Failed(name, e);
        }
    }

    private static InvalidDataException Failed(string name, Exception reason) =>
        new($"Image {name} cannot be prepared for training. {reason.Message}", reason);
}
