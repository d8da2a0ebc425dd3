using YoloV1.Training;

namespace YoloV1.Tests.Training;

public sealed class LearningRateTests
{
    private const double Peak = 0.01;
    private const double Warmup = 2.0 / 135;

    [Theory]
    [InlineData(0, 0.001)]
    [InlineData(1, 0.0055)]
    [InlineData(2, 0.01)]
    [InlineData(74.9, 0.01)]
    [InlineData(75, 0.001)]
    [InlineData(104.9, 0.001)]
    [InlineData(105, 0.0001)]
    [InlineData(134.9, 0.0001)]
    public void Steps_AreThePapers(double epoch, double rate) =>
        LearningRate.Steps(epoch / 135, Peak, Warmup).Should().BeApproximately(rate, 1e-12);

    [Theory]
    [InlineData(0, 0.001)]
    [InlineData(0.05, 0.0055)]
    [InlineData(0.1, 0.01)]
    [InlineData(0.4, 0.01 * (0.01 + 0.99 * 0.75))]   // a third of the way: (1 + cos 60 degrees) / 2
    [InlineData(0.55, 0.01 * (0.01 + 0.99 * 0.5))]
    [InlineData(1, 0.0001)]
    public void Cosine_FallsFromThePeakToAHundredth(double progress, double rate) =>
        LearningRate.Cosine(progress, Peak, 0.1).Should().BeApproximately(rate, 1e-12);

    [Theory]
    [InlineData(Schedule.Steps)]
    [InlineData(Schedule.Cosine)]
    public void EverySchedule_StartsAtOnce_WithoutAWarmup(Schedule schedule) =>
        (TrainingOptions.Paper with { Schedule = schedule, WarmupEpochs = 0 }).LearningRateAt(0, 100).Should()
            .Be(TrainingOptions.Paper.PeakLearningRate);

    [Fact]
    public void PaperOptions_GiveThePapersRatesByStep()
    {
        const int StepsPerEpoch = 259;
        long[] epochs = [2, 74, 75, 104, 105, 134];

        epochs.Select(epoch => TrainingOptions.Paper.LearningRateAt(epoch * StepsPerEpoch, StepsPerEpoch))
            .Should().Equal([1e-2, 1e-2, 1e-3, 1e-3, 1e-4, 1e-4], (actual, expected) => Math.Abs(actual - expected) < 1e-12);
    }

    [Fact]
    public void AWarmupLongerThanTheTraining_TakesHalfOfIt()
    {
        var options = TrainingOptions.SmallSet with { Epochs = 2, WarmupEpochs = 10 };

        options.LearningRateAt(10, 10).Should().BeApproximately(options.PeakLearningRate, 1e-12);
        options.LearningRateAt(9, 10).Should().BeLessThan(options.PeakLearningRate);
    }
}
