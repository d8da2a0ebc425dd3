using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data;

public sealed class ShapesDatasetTests
{
    [Fact]
    public void AnImage_IsTheSameEveryTime_AndAnotherForAnotherNumberOrSeed()
    {
        var first = new ShapesDataset(3, seed: 5).ReadImage(1).Rgb;

        new ShapesDataset(9, seed: 5).ReadImage(1).Rgb.Should().Equal(first);
        new ShapesDataset(3, seed: 5).ReadImage(2).Rgb.Should().NotEqual(first);
        new ShapesDataset(3, seed: 6).ReadImage(1).Rgb.Should().NotEqual(first);
    }

    [Fact]
    public void Boxes_AreTheBoundingRectanglesOfTheShapesPixels()
    {
        var size = new ImageSize(160, 120);
        for (var seed = 0; seed < 200; seed++)
        {
            var shape = Shape.Draw(new Random(seed), size);
            var image = new RgbImage(size);
            shape.Paint(image, (255, 255, 255));

            var (x1, y1, x2, y2) = shape.Bounds(size).ToPixels(size);
            var drawn = PixelBounds.Of(image, atLeast: 64);
            foreach (var (edge, pixel) in new[] { (x1, drawn.X1), (y1, drawn.Y1), (x2, drawn.X2), (y2, drawn.Y2) })
                edge.Should().BeApproximately(pixel, 1, $"of {shape}");
        }
    }

    [Fact]
    public void Images_HaveOneToThreeShapesInsideThem_AndAllClassesOccur()
    {
        var dataset = new ShapesDataset(200, seed: 1);
        var boxes = Enumerable.Range(0, dataset.Count).Select(index => dataset.GetAnnotation(index).Boxes).ToList();

        boxes.Should().OnlyContain(list => list.Count >= 1 && list.Count <= 3);
        boxes.Select(list => list.Count).Distinct().Should().HaveCount(3);
        boxes.SelectMany(list => list)
            .Should().OnlyContain(
                item => item.Box.Left > -1e-4 && item.Box.Top > -1e-4 && item.Box.Right < 1.0001 && item.Box.Bottom < 1.0001);
        boxes.SelectMany(list => list).CountBy(item => item.ClassId).Should().HaveCount(3).And.OnlyContain(pair => pair.Value > 50);
        dataset.Classes.Should().Equal("circle", "square", "triangle");
    }

    [Fact]
    public void Shapes_StandOutFromTheirBackground()
    {
        var dataset = new ShapesDataset(50, seed: 2);
        for (var index = 0; index < dataset.Count; index++)
        {
            var image = dataset.ReadImage(index);
            var box = dataset.GetAnnotation(index).Boxes[0].Box;
            var inside = At(image, box.CenterX, box.CenterY);
            var outside = At(image, Math.Max(0, box.Left - 0.01f), Math.Max(0, box.Top - 0.01f));
            inside.Zip(outside).Sum(pair => Math.Abs(pair.First - pair.Second)).Should().BeGreaterThan(40, $"of image {index}");
        }
    }

    private static int[] At(RgbImage image, float x, float y)
    {
        var (width, height) = image.Size;
        var pixel = (int)(y * height) * width + (int)(x * width);
        return [.. image.Rgb.Skip(3 * pixel).Take(3).Select(value => (int)value)];
    }
}
