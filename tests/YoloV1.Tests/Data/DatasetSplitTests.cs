using CsCheck;
using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data;

public sealed class DatasetSplitTests
{
    private static readonly ClassNames Classes = new(["common", "rare", "single"]);

    [Fact]
    public void Split_SharesNoImage_AndFollowsTheSeed()
    {
        var shapes = new ShapesDataset(count: 20, seed: 1);
        var (training, heldOut) = shapes.Split(0.25, seed: 3);

        Names(heldOut).Should().HaveCount(5)
            .And.Equal(Names(shapes.Split(0.25, seed: 3).HeldOut)).And.NotEqual(Names(shapes.Split(0.25, seed: 4).HeldOut));
        Names(training).Concat(Names(heldOut)).Order().Should().Equal(Names(shapes).Order());
        shapes.Split(0.001, seed: 3).HeldOut.Count.Should().Be(1);
        shapes.Split(0.999, seed: 3).Training.Count.Should().Be(1);
    }

    [Fact]
    public void Split_GivesEachClassItsShare()
    {
        // 80 images of the one class, 20 of the other: a plain draw of 20 images has 4 of the rare one only once in five times.
        var dataset = new Labels([.. Enumerable.Repeat(new[] { 0 }, 80), .. Enumerable.Repeat(new[] { 1 }, 20)]);

        for (var seed = 0; seed < 20; seed++)
            ClassesOf(dataset.Split(0.2, seed).HeldOut).CountBy(id => id)
                .Should().BeEquivalentTo(new Dictionary<int, int> { [0] = 16, [1] = 4 });
    }

    [Fact]
    public void Split_DividesImagesWithoutObjectsToo()
    {
        var dataset = new Labels([.. Enumerable.Repeat(new[] { 0 }, 30), .. Enumerable.Repeat(Array.Empty<int>(), 20)]);

        var heldOut = dataset.Split(0.1, seed: 5).HeldOut;

        heldOut.Count.Should().Be(5);
        ClassesOf(heldOut).Should().HaveCount(3);
    }

    [Fact]
    public void Split_HoldsNoClassOutWhole_WhereItNeedNot() =>
        Gen.Select(Gen.Int[0, 2].Array[0, 3].Array[2, 40], Gen.Double[0.02, 0.6], Gen.Int[0, 1000]).Sample((images, fraction, seed) =>
        {
            var dataset = new Labels([[0, 1, 2], [0, 1, 2], .. images]);
            var (training, heldOut) = dataset.Split(fraction, seed);

            (training.Count + heldOut.Count).Should().Be(dataset.Count);
            heldOut.Count.Should().Be(Math.Clamp((int)Math.Round(fraction * dataset.Count), 1, dataset.Count - 1));
            if (fraction < 0.4)
                ClassesOf(training).Distinct().Should().HaveCount(3, "each class has two images or more");
        });

    [Fact]
    public void Split_KeepsTheOnlyImageOfAClassForTraining()
    {
        var dataset = new Labels([[0], [0], [0], [2], [0, 1], [0]]);

        for (var seed = 0; seed < 20; seed++)
            ClassesOf(dataset.Split(0.5, seed).HeldOut).Should().Equal(0, 0, 0);
    }

    [Fact]
    public void Split_IsForFilesToo_WhoseSplitHasAName()
    {
        using var folder = new DataFolder();
        folder.Images("set/a.png", "set/b.png", "set/c.png").Text("set/a.txt", "0 .5 .5 .2 .2");
        var dataset = new YoloTextDataset(folder.PathOf("set"), new(["cat"]));

        dataset.Split(0.3, seed: 1).HeldOut.Count.Should().Be(1);
        dataset.Split.Should().Be("set");
    }

    [Fact]
    public void Split_KeepsImagesThatLookAlikeOnOneSide_AndTheCountNearly()
    {
        // Ten scenes of one to five frames, which do not lie side by side.
        int[] scenes = [.. Enumerable.Range(0, 30).Select(index => index * 7 % 30).Select(index => index switch
        {
            < 5 => 0, < 10 => 1, < 14 => 2, < 18 => 3, < 21 => 4, < 24 => 5, < 26 => 6, < 28 => 7, 28 => 8, _ => 9,
        })];
        var dataset = new Labels([.. scenes.Select(_ => new[] { 0 })]) { CopyOf = scenes };

        for (var seed = 0; seed < 20; seed++)
        {
            var (training, heldOut) = dataset.Split(0.3, seed);

            Scenes(training).Should().NotIntersectWith(Scenes(heldOut));
            heldOut.Count.Should().BeInRange(6, 12);
            (training.Count + heldOut.Count).Should().Be(30);
        }
        dataset.Split(0.3, seed: 1, together: false).HeldOut.Count.Should().Be(9);

        IEnumerable<int> Scenes(DatasetPart part) => part.Indices.Select(index => scenes[index]).Distinct();
    }

    [Fact]
    public void Split_OfASetThatAllLooksAlike_HoldsOutItsLastFrames()
    {
        var dataset = new Labels([.. Enumerable.Repeat(new[] { 0 }, 20)]) { CopyOf = new int[20] };

        dataset.Split(0.2, seed: 4).HeldOut.Indices.Should().Equal(16, 17, 18, 19);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Split_RefusesAFractionThatLeavesASideEmpty(double fraction) =>
        FluentActions.Invoking(() => new ShapesDataset(count: 20, seed: 1).Split(fraction)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Split_RefusesASingleImage() =>
        FluentActions.Invoking(() => new ShapesDataset(count: 1, seed: 1).Split(0.5))
            .Should().Throw<ArgumentException>().WithMessage("1 images are too few*");

    private static List<string> Names(IDetectionDataset dataset) =>
        [.. Enumerable.Range(0, dataset.Count).Select(index => dataset.GetAnnotation(index).Name)];

    private static List<int> ClassesOf(DatasetPart dataset) =>
        [.. Enumerable.Range(0, dataset.Count).SelectMany(index => dataset.GetAnnotation(index).Boxes).Select(box => box.ClassId)];

    /// <summary>Images of which only the classes of their objects matter.</summary>
    private sealed class Labels(int[][] classesOf) : IDetectionDataset
    {
        public ClassNames Classes => DatasetSplitTests.Classes;

        public int Count => classesOf.Length;

        public int[]? CopyOf { get; init; }

        public Annotation GetAnnotation(int index) =>
            new($"{index}", new ImageSize(10, 10), [.. classesOf[index].Select(id => new LabeledBox(new Box(0.5f, 0.5f, 1, 1), id))]);

        /// <summary>Noise, or the noise of the image that it is a copy of.</summary>
        public RgbImage ReadImage(int index)
        {
            var image = new RgbImage(new ImageSize(10, 10));
            new Random(CopyOf?[index] ?? index).NextBytes(image.Rgb);
            return image;
        }
    }
}
