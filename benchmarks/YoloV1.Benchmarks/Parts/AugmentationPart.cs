using BenchmarkDotNet.Attributes;
using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A varied copy of an image, beside the same crop and colours pixel by pixel through HSV.</summary>
public class AugmentationPart : Part<byte[]>
{
    private const int Seed = 5;
    private static readonly ScaleAndMove Move = new();
    private static readonly ChangeColors Colors = new() { MaxHue = 0.1f };
    private static readonly Augmentation Steps = new(Move, Colors);
    private RgbImage _image = new(ImageSize.Square(1));

    /// <summary>The image's side; 32 at least.</summary>
    [Params(448)]
    public override int Size { get; set; }

    protected override void Prepare() => _image = new ShapesDataset(1, seed: 1, ImageSize.Square(Math.Max(Size, 32))).ReadImage(0);

    protected override byte[] RunReference()
    {
        // The seven numbers that one variation takes: two for each axis, three for the colours.
        var drawn = new Random(Seed);
        float Either() => 2 * drawn.NextSingle() - 1;
        (double From, double To) Side()
        {
            var length = 1 / (1 + Move.MaxScale * Either());
            var center = 0.5f + Move.MaxTranslation * Either();
            return (center - length / 2, center + length / 2);
        }
        var (across, down) = (Side(), Side());
        var hue = Colors.MaxHue * Either();
        var (saturation, value) = (MathF.Pow(Colors.MaxSaturation, Either()), MathF.Pow(Colors.MaxExposure, Either()));

        var (side, _) = _image.Size;
        var bytes = new byte[_image.Rgb.Length];
        for (var i = 0; i < bytes.Length; i += RgbImage.Channels)
        {
            var (row, column) = Math.DivRem(i / RgbImage.Channels, side);
            var x = across.From * side + (column + 0.5) * (across.To - across.From);
            var y = down.From * side + (row + 0.5) * (down.To - down.From);
            double Color(int channel) => PlainResampling.At(_image, x, y, channel) / 255.0;
            var (h, s, v) = ToHsv(Color(0), Color(1), Color(2));
            ToRgb(h + hue, Math.Min(s * saturation, 1), Math.Min(v * value, 1)).CopyTo(bytes, i);
        }
        return bytes;
    }

    protected override byte[] RunProduct() => Steps.Apply(new(_image, []), new Random(Seed), _image.Size).Image.Rgb;

    // Steps of 1 / 255: a colour on the edge of two may be rounded either way.
    protected override IEnumerable<double> NumbersOf(byte[] result) => result.Select(color => color / 255.0 / 4);

    private static (double Hue, double Saturation, double Value) ToHsv(double red, double green, double blue)
    {
        var value = Math.Max(red, Math.Max(green, blue));
        var chroma = value - Math.Min(red, Math.Min(green, blue));
        if (chroma == 0)
            return (0, 0, value);
        var sixths = value == red ? (green - blue) / chroma : value == green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
        return (sixths / 6, chroma / value, value);
    }

    private static byte[] ToRgb(double hue, double saturation, double value)
    {
        byte Channel(int n)
        {
            var k = ((n + hue * 6) % 6 + 6) % 6;
            return (byte)(255 * (value - value * saturation * Math.Max(0, Math.Min(Math.Min(k, 4 - k), 1))) + 0.5);
        }
        return [Channel(5), Channel(3), Channel(1)];
    }
}
