using CsCheck;
using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data.Augmenting;

/// <summary>A box is drawn on one of the images; after the steps it lies where the drawn one lies.</summary>
public sealed class BoxesFollowPixelsTests
{
    private static readonly ScaleAndMove Wide = new() { MaxScale = 0.4f, MaxTranslation = 0.3f };

    public static TheoryData<string> Lists => [.. StepsByName.Keys];

    private static Dictionary<string, AugmentationStep[]> StepsByName { get; } = new()
    {
        ["moved"] = [Wide],
        ["flipped"] = [new Flip()],
        ["turned"] = [new QuarterTurns()],
        ["turned and turned again"] = [new Flip(), new QuarterTurns(), Wide, new QuarterTurns(), new Flip()],
        ["mosaic of turned, turned"] = [new QuarterTurns(), new Mosaic(), new QuarterTurns()],
        ["coloured"] = [new ChangeColors { MaxHue = 0.1f }],
        ["darknet"] = [.. Augmentation.Darknet.Steps],
        ["mosaic"] = [new Mosaic()],
        ["mosaic of small images"] = [new Mosaic { MaxOffset = 0.4f, MinScale = 0.1f }],
        ["mosaic of moved"] = [Wide, new Flip(), new Mosaic()],
        ["moved mosaic"] = [new Mosaic(), Wide, new Flip()],
        ["mosaic of mosaics"] = [new Mosaic { MinScale = 0.9f }, new Mosaic { MinScale = 0.9f }, new Flip()],
        ["mixed up"] = [Wide, new Mixup()],
        ["mixed up and moved"] = [new Mixup(), Wide],
        ["mosaic of mixed up mosaics"] = [new Mosaic { MinScale = 0.9f }, new Mixup(), new Mosaic { MinScale = 0.9f }, new Flip()],
        ["all"] = [.. Augmentation.Modern.Steps.Where(step => step is not RandomErasing), new Mixup { Probability = 0.3f }],
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Boxes_FollowThePixels(string list)
    {
        var augmentation = new Augmentation(StepsByName[list]) { MinVisibleFraction = 0, MinBoxSize = 0 };
        // Half a pixel for the pixel that is to be found, and as much for its colour, which lies between two of the original.
        // Darknet's own boxes are a little further from where its pixels go.
        var tolerance = list == "darknet" ? 1.25 : 1;
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[20, 90], Gen.Int[20, 70], Gen.Int[60, 200], Gen.Int[0, 3])
            .Sample((seed, x, y, width, drawnOn) =>
        {
            var (output, read) = (new ImageSize(width, 100), 0);

            var (image, boxes) = augmentation.Apply(At(x, y, drawnOn == 0), new Random(seed), output, _ => At(x, y, ++read == drawnOn));

            foreach (var (edge, pixel) in Edges(image, boxes))
                edge.Should().BeApproximately(pixel, (float)tolerance, $"with seed {seed}, x {x}, y {y}, width {width}, image {drawnOn}");
        }, iter: 100, threads: 1);
    }

    [Fact]
    public void AMosaic_ShowsAllFourImages()
    {
        var shown = Enumerable.Range(0, 20).Sum(seed => Enumerable.Range(0, 4).Count(drawnOn =>
        {
            var read = 0;
            return new Augmentation(new Mosaic()).Apply(
                At(50, 40, drawnOn == 0), new Random(seed), ImageSize.Square(100), _ => At(50, 40, ++read == drawnOn)).Boxes.Count > 0;
        }));

        shown.Should().BeGreaterThan(60, "a box in the middle of an image rarely leaves it");
    }

    /// <summary>The edges of the one box and those of the bright pixels; nothing where less than two pixels are to be seen.</summary>
    private static (float Box, int Pixel)[] Edges(RgbImage image, IReadOnlyList<LabeledBox> boxes)
    {
        var drawn = PixelBounds.Of(image, atLeast: Math.Max(image.Rgb.Max() / 2, 20));
        if (boxes.Count == 0)
        {
            (drawn.X2 - drawn.X1 < 2 || drawn.Y2 - drawn.Y1 < 2).Should().BeTrue("what is to be seen has a box");
            return [];
        }
        var (x1, y1, x2, y2) = boxes.Should().ContainSingle().Which.Box.ToPixels(image.Size);
        return x2 - x1 < 2 || y2 - y1 < 2 ? [] : [(x1, drawn.X1), (y1, drawn.Y1), (x2, drawn.X2), (y2, drawn.Y2)];
    }

    private static LabeledImage At(int x, int y, bool drawn)
    {
        var image = new RgbImage(new ImageSize(160, 120));
        if (!drawn)
            return new(image, []);
        for (var row = y; row < y + 30; row++)
            image.Rgb.AsSpan((row * 160 + x) * 3, 50 * 3).Fill(255);
        return new(image, [new(Box.FromPixels(x, y, x + 50, y + 30, image.Size), 0)]);
    }
}
