using YoloV1.Evaluation;

namespace YoloV1.Tests.Evaluation;

public class BootstrapTests
{
    private static readonly ClassNames Classes = new(["cat"]);
    private static readonly PixelBox Here = new(1, 1, 10, 10);

    [Fact]
    public void Measure_GivesTheIntervalOfACoinThrown_WhenHalfOfTheImagesAreFound()
    {
        // One object an image, no wrong detection: average precision is the part that was found, a mean of 100 throws.
        var report = VocMetric.Voc10.Measure(HalfFound(100), new Bootstrap { Resamples = 4000 });

        report.Map.Should().BeApproximately(0.5, 1e-12);
        report.MapInterval!.Value.Low.Should().BeApproximately(0.5 - 1.96 * 0.05, 0.011);
        report.MapInterval!.Value.High.Should().BeApproximately(0.5 + 1.96 * 0.05, 0.011);
        report.Map50Interval.Should().Be(report.MapInterval);
    }

    [Theory]
    [InlineData("voc07")]
    [InlineData("coco")]
    public void Measure_AgreesWithMeasuringTheImagesDrawn(string protocol)
    {
        IDetectionMetric metric = protocol == "coco" ? CocoMetric.Default : VocMetric.Voc07;
        var set = Mixed(12);
        var random = new Random(5);
        var means = new List<double>();
        for (var i = 0; i < 800; i++)
            means.Add(metric.Measure(Drawn(set, random)).Map!.Value);
        means.Sort();

        var interval = metric.Measure(set, new Bootstrap { Resamples = 2000 }).MapInterval!.Value;

        var lift = means.Average() - metric.Measure(set).Map!.Value;
        interval.Low.Should().BeApproximately(means[20] - lift, 0.04);
        interval.High.Should().BeApproximately(means[779] - lift, 0.04);
    }

    [Fact]
    public void Measure_GivesEqualIntervals_ForEqualSeeds()
    {
        var set = HalfFound(20);

        VocMetric.Voc10.Measure(set, new Bootstrap { Seed = 3 }).MapInterval
            .Should().Be(VocMetric.Voc10.Measure(set, new Bootstrap { Seed = 3 }).MapInterval);
        VocMetric.Voc10.Measure(set, new Bootstrap { Seed = 3, Resamples = 50 }).MapInterval
            .Should().NotBe(VocMetric.Voc10.Measure(set, new Bootstrap { Seed = 4, Resamples = 50 }).MapInterval);
    }

    [Fact]
    public void Measure_HasNoInterval_WhenNothingIsToBeFoundOrNoneIsAskedFor()
    {
        VocMetric.Voc10.Measure(new MeasuredSet(Classes, ["a"], [], []), new Bootstrap()).MapInterval.Should().BeNull();
        VocMetric.Voc10.Measure(HalfFound(4)).MapInterval.Should().BeNull();
    }

    [Fact]
    public void Numbers_AreRefused_WhereNoIntervalCanBe()
    {
        FluentActions.Invoking(() => new Bootstrap { Resamples = 0 })
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*0 resamples*");
        FluentActions.Invoking(() => new Bootstrap { Level = 95 })
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*95 is not between 0 and 1*");
    }

    private static MeasuredSet HalfFound(int count)
    {
        string[] images = [.. Enumerable.Range(0, count).Select(i => $"{i}")];
        return new(Classes, images, [.. images.Select(image => new TruthBox(image, 0, Here))],
            [.. images.Where((_, i) => i % 2 == 0).Select(image => new ScoredBox(image, 0, Here, 0.9))]);
    }

    /// <summary>Hits, misses and crowds or difficult objects in turn, no two scores alike.</summary>
    private static MeasuredSet Mixed(int count)
    {
        string[] images = [.. Enumerable.Range(0, count).Select(i => $"{i:00}")];
        return new(Classes, images,
            [.. images.SelectMany((image, i) => new[]
            {
                new TruthBox(image, 0, Here),
                new TruthBox(image, 0, new(41, 41, 60, 60), i % 3 == 0, i % 3 == 0),
            })],
            [.. images.SelectMany((image, i) => new[]
            {
                new ScoredBox(image, 0, i % 4 == 1 ? new(81, 81, 90, 90) : Here, 0.9 - i * 0.01),
                new ScoredBox(image, 0, new(41, 41, 60, 58), 0.895 - i * 0.013),
            })]);
    }

    /// <summary>Images drawn with putting back, each copy under a name of its own.</summary>
    private static MeasuredSet Drawn(MeasuredSet set, Random random)
    {
        var drawn = set.Images.Select((_, copy) => (Image: set.Images[random.Next(set.Images.Count)], Name: $"{copy:00}")).ToArray();
        return new(set.Classes, [.. drawn.Select(image => image.Name)],
            [.. drawn.SelectMany(image =>
                set.Truths.Where(truth => truth.Image == image.Image).Select(truth => truth with { Image = image.Name }))],
            [.. drawn.SelectMany(image =>
                set.Detections.Where(found => found.Image == image.Image).Select(found => found with { Image = image.Name }))]);
    }
}
