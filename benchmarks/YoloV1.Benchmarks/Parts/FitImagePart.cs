using BenchmarkDotNet.Attributes;
using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Benchmarks.Parts;

/// <summary>An image of 500x375 stretched to the input and put into planes of 0 to 1, beside its formula pixel by pixel.</summary>
public class FitImagePart : Part<float[]>
{
    private readonly RgbImage _image = new ShapesDataset(1, seed: 1, new ImageSize(500, 375)).ReadImage(0);
    private float[] _numbers = [];

    /// <summary>The input's side.</summary>
    [Params(448)]
    public override int Size { get; set; }

    protected override void Prepare() => _numbers = new float[RgbImage.Channels * Size * Size];

    protected override float[] RunReference()
    {
        var i = 0;
        for (var channel = 0; channel < RgbImage.Channels; channel++)
            for (var y = 0; y < Size; y++)
                for (var x = 0; x < Size; x++)
                    _numbers[i++] = PlainResampling.At(
                        _image, (x + 0.5) * _image.Size.Width / Size, (y + 0.5) * _image.Size.Height / Size, channel) / 255;
        return _numbers;
    }

    protected override float[] RunProduct()
    {
        ImageInput.Fill(_image, ImageSize.Square(Size), _numbers);
        return _numbers;
    }

    protected override IEnumerable<double> NumbersOf(float[] result) => [.. result.Select(number => (double)number)];
}
