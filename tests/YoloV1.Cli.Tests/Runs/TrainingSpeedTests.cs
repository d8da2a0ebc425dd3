using YoloV1.Cli.Runs;

namespace YoloV1.Cli.Tests.Runs;

public sealed class TrainingSpeedTests
{
    private static readonly TrainingSpeed Speed =
        new(0.2, StepsPerEpoch: 30) { FirstStep = 0.1, FirstSteps = 2400, Measurement = 5, MeasureEvery = 5 };

    [Fact]
    public void WhereTimeIsShort_TheFirstStageTakesHalf() =>
        // 150 of 300 seconds, and epochs of 30 * 0.2 s with a fifth of a measurement's 5 s.
        Speed.Divide(TimeSpan.FromMinutes(5)).Should().Be(new TrainingSpeed.Plan(1500, 21, 5));

    [Fact]
    public void WhereThereIsTime_TheFirstStageIsAsLongAsWithoutALimit_AndMeasurementsAreFew() =>
        // 3,360 of 3,600 seconds; 480 epochs would be measured 96 times.
        Speed.Divide(TimeSpan.FromHours(1)).Should().Be(new TrainingSpeed.Plan(2400, 523, 12));

    [Fact]
    public void WithoutAFirstStage_AllIsTheDetectors() =>
        (Speed with { FirstStep = 0, FirstSteps = 0, Measurement = 0 }).Divide(TimeSpan.FromMinutes(1))
            .Should().Be(new TrainingSpeed.Plan(0, 10, 5));

    [Fact]
    public void ATimeTooShortForAnEpoch_IsRefused() =>
        FluentActions.Invoking(() => (Speed with { Step = 20 }).Divide(TimeSpan.FromMinutes(1)))
            .Should().Throw<ArgumentException>().WithMessage("--minutes is too short: one pass over the images takes 10.0 of them*");
}
