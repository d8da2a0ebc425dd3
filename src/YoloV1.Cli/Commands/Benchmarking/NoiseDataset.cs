using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Models;

namespace YoloV1.Cli.Commands;

/// <summary>Images of noise that have the network's input size, with an object in the middle of each.</summary>
internal sealed class NoiseDataset : IDetectionDataset
{
    private readonly RgbImage[] _images;
    private readonly ImageSize _size;

    public NoiseDataset(YoloV1Config config, int count)
    {
        _size = config.InputSize;
        Classes = ClassNames.Usual(config.ClassCount);
        var random = new Random(1);
        _images = [.. Enumerable.Range(0, count).Select(_ => Draw(random))];
    }

    public ClassNames Classes { get; }

    public int Count => _images.Length;

    public IReadOnlyList<RgbImage> Images => _images;

    public Annotation GetAnnotation(int index) =>
        new($"noise {index}", _size, [new LabeledBox(new Box(0.5f, 0.5f, 0.4f, 0.4f), index % Classes.Count)]);

    public RgbImage ReadImage(int index) => _images[index];

    private RgbImage Draw(Random random)
    {
        var image = new RgbImage(_size);
        random.NextBytes(image.Rgb);
        return image;
    }
}
