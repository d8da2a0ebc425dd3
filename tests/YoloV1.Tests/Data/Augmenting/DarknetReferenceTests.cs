using CsCheck;
using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data.Augmenting;

/// <summary>Darknet's augmentation done as Darknet does it, an image after another and a pixel at a time, from the same numbers.</summary>
public sealed class DarknetReferenceTests
{
    [Fact]
    public void Darknet_IsDarknets() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[8, 70], Gen.Int[8, 70], Gen.Int[5, 60]).Sample((seed, width, height, side) =>
        {
            var source = new RgbImage(new ImageSize(width, height));
            new Random(seed).NextBytes(source.Rgb);
            // None of the crops leaves a side within 2e-5 of Darknet's least, 0.005, where a rounding would decide whether the box stays.
            LabeledBox[] boxes =
            [
                new(new Box(0.5f, 0.4f, 0.3f, 0.6f), 0),
                new(new Box(0.1017f, 0.1017f, 0.2f, 0.2f), 1),
                new(new Box(0.02f, 0.9f, 0.031f, 0.103f), 2),
            ];
            var output = new ImageSize(side, side + 3);

            var varied = Augmentation.Darknet.Apply(new(source, boxes), new Random(seed), output);

            var (pixels, expected) = Reference(source, boxes, new Random(seed), output);
            for (var i = 0; i < pixels.Length; i++)
                ((float)varied.Image.Rgb[i])
                    .Should().BeApproximately(pixels[i] * 255, 0.52f, $"of number {i} with seed {seed} and {source.Size} to {output}");
            varied.Boxes.Select(box => box.ClassId).Order().Should().Equal(expected.Select(box => box.ClassId));
            foreach (var (box, classId, _, _) in varied.Boxes)
            {
                var reference = expected.Single(box => box.ClassId == classId).Box;
                (float, float)[] edges =
                    [(box.Left, reference.Left), (box.Top, reference.Top), (box.Right, reference.Right), (box.Bottom, reference.Bottom)];
                foreach (var (edge, should) in edges)
                    edge.Should().BeApproximately(should, 1e-5f, $"with seed {seed}");
            }
        }, iter: 100, threads: 1);

    [Fact]
    public void Boxes_TakeTheirTurns()
    {
        var sample = new LabeledImage(
            new RgbImage(ImageSize.Square(10)), [.. Enumerable.Range(0, 3).Select(id => new LabeledBox(new(0.5f, 0.5f, 0.5f, 0.5f), id))]);

        var first = Enumerable.Range(0, 60)
            .Select(seed => Augmentation.Darknet.Apply(sample, new Random(seed), ImageSize.Square(10)).Boxes[0].ClassId);

        first.Distinct().Order().Should().Equal(0, 1, 2);
    }

    private static (float[] Pixels, List<LabeledBox> Boxes) Reference(RgbImage source, LabeledBox[] boxes, Random random, ImageSize output)
    {
        var (width, height) = source.Size;
        var (dw, dh) = ((int)(width * 0.2f), (int)(height * 0.2f));
        int Edge(int most) => (int)(most * (2 * random.NextSingle() - 1));
        var (left, right, top, bottom) = (Edge(dw), Edge(dw), Edge(dh), Edge(dh));
        var (cropWidth, cropHeight) = (width - left - right, height - top - bottom);
        var flip = random.NextSingle() < 0.5f;
        var hue = 0.1f * (2 * random.NextSingle() - 1);
        float Factor()
        {
            var factor = 1 + 0.5f * random.NextSingle();
            return random.NextSingle() < 0.5f ? factor : 1 / factor;
        }
        var (saturation, exposure) = (Factor(), Factor());

        float Crop(int x, int y, int channel) =>
            source.Rgb[(Math.Clamp(y + top, 0, height - 1) * width + Math.Clamp(x + left, 0, width - 1)) * 3 + channel] / 255f;
        var pixels = new float[output.Width * output.Height * 3];
        for (var y = 0; y < output.Height; y++)
        {
            for (var x = 0; x < output.Width; x++)
            {
                var (sourceX, sourceY) = (
                    x * (cropWidth - 1) / (float)(output.Width - 1), y * (cropHeight - 1) / (float)(output.Height - 1));
                var (floorX, floorY) = ((int)sourceX, (int)sourceY);
                var (partX, partY) = (sourceX - floorX, sourceY - floorY);
                var rgb = new float[3];
                for (var c = 0; c < 3; c++)
                {
                    rgb[c] = (1 - partY) * ((1 - partX) * Crop(floorX, floorY, c) + partX * Crop(floorX + 1, floorY, c))
                        + partY * ((1 - partX) * Crop(floorX, floorY + 1, c) + partX * Crop(floorX + 1, floorY + 1, c));
                }
                Distort(rgb, hue, saturation, exposure).CopyTo(pixels, (y * output.Width + (flip ? output.Width - 1 - x : x)) * 3);
            }
        }
        return (pixels, [.. boxes.Select(Move).Where(box => box.Box is { Width: >= 0.005f, Height: >= 0.005f })]);

        LabeledBox Move(LabeledBox box)
        {
            var (x1, x2) = ((box.Box.Left * width - left) / cropWidth, (box.Box.Right * width - left) / cropWidth);
            var (y1, y2) = ((box.Box.Top * height - top) / cropHeight, (box.Box.Bottom * height - top) / cropHeight);
            if (flip)
                (x1, x2) = (1 - x2, 1 - x1);
            var clipped = Box.FromCorners(Math.Clamp(x1, 0, 1), Math.Clamp(y1, 0, 1), Math.Clamp(x2, 0, 1), Math.Clamp(y2, 0, 1));
            return box with { Box = clipped };
        }
    }

    private static float[] Distort(float[] rgb, float hueShift, float saturation, float exposure)
    {
        var (r, g, b) = (rgb[0], rgb[1], rgb[2]);
        var (max, min) = (rgb.Max(), rgb.Min());
        var delta = max - min;
        var h = delta == 0 ? 0 : r == max ? (g - b) / delta : g == max ? 2 + (b - r) / delta : 4 + (r - g) / delta;
        h = (h < 0 ? h + 6 : h) / 6;
        var s = max == 0 ? 0 : delta / max * saturation;
        var v = max * exposure;
        h += hueShift;
        h = 6 * (h > 1 ? h - 1 : h < 0 ? h + 1 : h);
        var (sector, part) = ((int)MathF.Floor(h), h - MathF.Floor(h));
        var (p, q, t) = (v * (1 - s), v * (1 - s * part), v * (1 - s * (1 - part)));
        float[] shifted = sector switch
        {
            0 or 6 => [v, t, p],
            1 => [q, v, p],
            2 => [p, v, t],
            3 => [p, q, v],
            4 => [t, p, v],
            _ => [v, p, q],
        };
        return [.. shifted.Select(value => Math.Clamp(value, 0, 1))];
    }
}
