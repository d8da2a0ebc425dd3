using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Models;

namespace YoloV1.Tests.Evaluation;

public sealed class EvaluatorTests : IDisposable
{
    // The lowest of the two objects' scores is 30 / 255, below the threshold of a detector's options.
    private static readonly RgbImage Faint = RedFinder.Paint(255, 30, 0, 0);

    private static readonly LabeledBox[] Objects =
        [new(new Box(0.25f, 0.25f, 0.5f, 0.5f), 0), new(new Box(0.75f, 0.25f, 0.5f, 0.5f), 0)];

    private readonly YoloV1Model _model = RedFinder.Create();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Measure_SetsItsOwnThresholds()
    {
        using var detector = new Detector(_model, RedFinder.Classes);
        using var strict = new Detector(_model, RedFinder.Classes, new() { Thresholds = new() { Score = 0.9f } });
        var set = new OneImage(RedFinder.Classes);
        detector.Detect(Faint).Should().ContainSingle("the other object's score is too low for looking at");

        Evaluator.Measure(detector, set, VocMetric.Voc10).Map.Should().Be(1);
        Evaluator.Measure(strict, set, VocMetric.Voc10).Map.Should().Be(1);
        Evaluator.Measure(strict, set, CocoMetric.Default).Coco!.Ar100.Should().Be(1);
        Evaluator.Detect(strict, set).Single().Detections.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("blue", "red")]
    [InlineData("red", "green")]
    public void Measure_WantsTheSameClassesInTheSameOrder(params string[] classes)
    {
        using var detector = new Detector(_model, RedFinder.Classes);

        FluentActions.Invoking(() => Evaluator.Measure(detector, new OneImage(new(classes)), VocMetric.Voc10))
            .Should().Throw<ArgumentException>()
            .WithMessage("*of the model (red, blue) differ from those of the data set *; open the data set with the detector's classes.");
    }

    [Fact]
    public void Measure_TellsOfItsProgress_AndStops()
    {
        using var detector = new Detector(_model, RedFinder.Classes);
        var done = new List<int>();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Evaluator.Measure(detector, new OneImage(RedFinder.Classes), VocMetric.Voc10, new Progress(done.Add));

        done.Should().Equal(1);
        FluentActions.Invoking(
            () => Evaluator.Measure(detector, new OneImage(RedFinder.Classes), VocMetric.Voc10, cancellationToken: cancelled.Token))
            .Should().Throw<OperationCanceledException>();
    }

    private sealed class Progress(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }

    private sealed class OneImage(ClassNames classes) : IDetectionDataset
    {
        public ClassNames Classes => classes;

        public int Count => 1;

        public Annotation GetAnnotation(int index) => new("faint", Faint.Size, Objects);

        public RgbImage ReadImage(int index) => Faint;
    }
}
