using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Models;

namespace YoloV1.Cli.Benchmarking;

/// <summary>Pictures of noise that have the network's input size, with an object in the middle of each.</summary>
internal sealed class NoiseDataset : IDetectionDataset
{
    private readonly Picture[] _pictures;
    private readonly ImageSize _size;

    public NoiseDataset(YoloV1Config config, int count)
    {
        _size = config.InputSize;
        Classes = ClassNames.Usual(config.ClassCount);
        var random = new Random(1);
        _pictures = [.. Enumerable.Range(0, count).Select(_ => Draw(random))];
    }

    public ClassNames Classes { get; }

    public int Count => _pictures.Length;

    public IReadOnlyList<Picture> Pictures => _pictures;

    public Annotation GetAnnotation(int index) => new($"noise {index}", _size, [new LabeledBox(new Box(0.5f, 0.5f, 0.4f, 0.4f), index % Classes.Count)]);

    public Picture ReadPicture(int index) => _pictures[index];

    private Picture Draw(Random random)
    {
        var picture = new Picture(_size);
        random.NextBytes(picture.Rgb);
        return picture;
    }
}
