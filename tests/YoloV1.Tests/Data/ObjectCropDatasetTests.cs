using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data;

public sealed class ObjectCropDatasetTests
{
    /// <summary>One image of 100x50 pixels; the red of a pixel is its column, the green its row.</summary>
    private sealed class OneImage(params LabeledBox[] boxes) : IDetectionDataset
    {
        private static readonly ImageSize Size = new(100, 50);

        public ClassNames Classes { get; } = new(["a", "b"]);

        public int Count => 1;

        public Annotation GetAnnotation(int index) => new("one", Size, boxes);

        public RgbImage ReadImage(int index)
        {
            var image = new RgbImage(Size);
            for (var i = 0; i < Size.Width * Size.Height; i++)
                (image.Rgb[3 * i], image.Rgb[3 * i + 1]) = ((byte)(i % Size.Width), (byte)(i / Size.Width));
            return image;
        }
    }

    [Fact]
    public void Crop_HasTheObjectsPixels_AndTheMargin_InTheImagesProportions()
    {
        // 20x10 pixels from (40, 20) on, and 20x20 in the corner: 0.2 and 0.4 of the image along their longer side.
        var source = new OneImage(new(Box.FromCorners(0.4f, 0.4f, 0.6f, 0.6f), 1), new(Box.FromCorners(0.8f, 0.6f, 1, 1), 0));
        var crops = new ObjectCropDataset(source, margin: 0.1f);

        crops.Count.Should().Be(2);
        crops.GetAnnotation(0).Should().BeEquivalentTo(new Annotation("one, object 1", new(24, 12), [new(new(0.5f, 0.5f, 1, 1), 1)]));
        crops.GetAnnotation(1).Size.Should().Be(new ImageSize(48, 24));
        Corners(crops.ReadImage(0)).Should().Be((38, 19, 61, 30));
        Corners(crops.ReadImage(1)).Should().Be((66, 28, 99, 49), "the image's edges are repeated");
    }

    [Fact]
    public void Surroundings_AreThere_AndTheMiddleIsTheCropWithoutThem()
    {
        var source = new OneImage(new LabeledBox(Box.FromCorners(0.4f, 0.4f, 0.6f, 0.6f), 1));
        var crops = new ObjectCropDataset(source, margin: 0.1f, surroundings: 3);

        crops.GetAnnotation(0)
            .Should().BeEquivalentTo(new Annotation("one, object 1", new(72, 36), [new(new(0.5f, 0.5f, 1 / 3f, 1 / 3f), 1)]));
        Corners(crops.ReadImage(0)).Should().Be((14, 7, 85, 42));
        crops.UsualSide.Should().BeApproximately(0.24f, 1e-5f);
        var zoomed = new Augmentation(new ScaleAndMove { Zoom = 3, MaxScale = 0, MaxTranslation = 0 })
            .Apply(new(crops.ReadImage(0), crops.GetAnnotation(0).Boxes), new Random(1), new(24, 12));
        zoomed.Image.Rgb.Should().Equal(new ObjectCropDataset(source, margin: 0.1f).ReadImage(0).Rgb);
        zoomed.Boxes.Should().ContainSingle().Which.Box.Width.Should().BeApproximately(1, 1e-5f);
    }

    [Fact]
    public void Objects_TooSmallOrNotToBeLearned_AreLeftOut()
    {
        var box = Box.FromCorners(0.4f, 0.4f, 0.6f, 0.6f);
        var source = new OneImage(
            new(box, 0, Difficult: true), new(box, 0, Crowd: true), new(Box.FromCorners(0.4f, 0.4f, 0.6f, 0.5f), 0), new(box, 1));

        new ObjectCropDataset(source).GetAnnotation(0).Name.Should().Be("one, object 4");
        FluentActions.Invoking(() => new ObjectCropDataset(new OneImage()))
            .Should().Throw<InvalidDataException>().WithMessage("*there is nothing to classify.");
    }

    [Fact]
    public void Backgrounds_AreAClassOfTheirOwn_WithLittleOfAnyObject()
    {
        var source = new OneImage(new(Box.FromCorners(0.4f, 0.4f, 0.6f, 0.6f), 1), new(Box.FromCorners(0.8f, 0.6f, 1, 1), 0));
        var crops = new ObjectCropDataset(source, margin: 0, backgrounds: 5);

        crops.Classes.Should().Equal("a", "b", "(background)");
        crops.Count.Should().Be(12);
        crops.UsualSide.Should().BeApproximately(0.4f, 1e-4f);
        foreach (var index in Enumerable.Range(2, 10))
        {
            crops.GetAnnotation(index).Boxes.Should().Equal(new LabeledBox(new(0.5f, 0.5f, 1, 1), 2));
            var (left, top, right, bottom) = Corners(crops.ReadImage(index));
            foreach (var (x1, y1, x2, y2) in new[] { (40, 20, 60, 30), (80, 30, 100, 50) })
                (Math.Max(0, Math.Min(right + 1, x2) - Math.Max(left, x1)) * Math.Max(0, Math.Min(bottom + 1, y2) - Math.Max(top, y1)))
                    .Should().BeLessThan((int)(0.3 * (x2 - x1) * (y2 - y1)));
        }
        Corners(new ObjectCropDataset(source, 0, 5).ReadImage(7)).Should().Be(Corners(crops.ReadImage(7)));
        new ObjectCropDataset(new OneImage(new LabeledBox(new(0.5f, 0.5f, 1, 1), 0)), 0, 5).Count
            .Should().Be(1, "there is no room beside the object");
    }

    private static (int, int, int, int) Corners(RgbImage image) => (image.Rgb[0], image.Rgb[1], image.Rgb[^3], image.Rgb[^2]);

    private static List<string> Names(IDetectionDataset dataset) =>
        [.. Enumerable.Range(0, dataset.Count).Select(index => dataset.GetAnnotation(index).Name)];
}
