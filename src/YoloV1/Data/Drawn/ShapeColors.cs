using YoloV1.Imaging;
using Rgb = (byte Red, byte Green, byte Blue);

namespace YoloV1.Data;

/// <summary>The colours of an image of <see cref="ShapesDataset"/>: a noisy slope between two, and one for each shape.</summary>
/// <param name="First">The background's colour at the top left.</param>
/// <param name="Last">The background's colour at the bottom right.</param>
/// <param name="NoiseSeed">The seed of the grain on the background.</param>
/// <param name="Shapes">The colours of the shapes, in their order.</param>
internal sealed record ShapeColors(Rgb First, Rgb Last, int NoiseSeed, IReadOnlyList<Rgb> Shapes)
{
    /// <summary>The least difference of a shape from the background, summed over the channels.</summary>
    private const int MinContrast = 120;

    /// <summary>The grain: up to this much is taken off or put on.</summary>
    private const int Grain = 20;

    /// <summary>Random colours, the shapes' apart from the background's.</summary>
    public static ShapeColors Draw(Random random, int shapes)
    {
        var (first, last) = (DrawOne(random), DrawOne(random));
        var colors = new Rgb[shapes];
        for (var i = 0; i < shapes; i++)
        {
            do
                colors[i] = DrawOne(random);
            while (DistanceFromSlope(colors[i], first, last) < MinContrast);
        }
        return new(first, last, random.Next(), colors);
    }

    /// <summary>Paints the whole image.</summary>
    public void PaintBackground(RgbImage image)
    {
        var random = new Random(NoiseSeed);
        var (width, height) = image.Size;
        for (int y = 0, to = 0; y < height; y++)
            for (var x = 0; x < width; x++, to += RgbImage.Channels)
            {
                var way = (x + y) / (float)(width + height);
                var grain = random.Next(-Grain, Grain + 1);
                image.Rgb[to] = Mix(First.Red, Last.Red, way, grain);
                image.Rgb[to + 1] = Mix(First.Green, Last.Green, way, grain);
                image.Rgb[to + 2] = Mix(First.Blue, Last.Blue, way, grain);
            }
    }

    private static Rgb DrawOne(Random random) => ((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));

    /// <summary>The least difference from any of nine colours on the slope.</summary>
    private static int DistanceFromSlope(Rgb color, Rgb first, Rgb last)
    {
        var least = int.MaxValue;
        for (var step = 0; step <= 8; step++)
        {
            var way = step / 8f;
            var distance = Math.Abs(color.Red - Mix(first.Red, last.Red, way, 0))
                + Math.Abs(color.Green - Mix(first.Green, last.Green, way, 0))
                + Math.Abs(color.Blue - Mix(first.Blue, last.Blue, way, 0));
            least = Math.Min(least, distance);
        }
        return least;
    }

    private static byte Mix(byte from, byte to, float way, int grain) => (byte)Math.Clamp(from + (to - from) * way + grain, 0, 255);
}
