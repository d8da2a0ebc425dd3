using YoloV1.Data;
using YoloV1.Training;

namespace YoloV1.Tests.Training;

public sealed class ScheduleTests
{
    // yolov1.cfg: learning_rate=.0005, steps=200,400,600,20000,30000, scales=2.5,2,2,.1,.1; batches count from 1.
    [Theory]
    [InlineData(1, 0.0005)]
    [InlineData(199, 0.0005)]
    [InlineData(200, 0.00125)]
    [InlineData(400, 0.0025)]
    [InlineData(600, 0.005)]
    [InlineData(19_999, 0.005)]
    [InlineData(20_000, 0.0005)]
    [InlineData(30_000, 0.00005)]
    [InlineData(40_000, 0.00005)]
    public void Darknet_Steps_ByBatchesSeen(long batch, double expected)
    {
        TrainingOptions.Darknet.LearningRateAt(batch - 1, stepsPerEpoch: 258).Should().BeApproximately(expected, 1e-12);
        (TrainingOptions.Darknet with { Seen = (batch - 1) * 64 }).LearningRateAt(0, stepsPerEpoch: 258).Should()
            .BeApproximately(expected, 1e-12);
    }

    // yolov1-tiny.cfg: steps=200,400,600,800,20000,30000, scales=2.5,2,2,2,.1,.1.
    [Theory]
    [InlineData(1, 0.0005)]
    [InlineData(600, 0.005)]
    [InlineData(800, 0.01)]
    [InlineData(20_000, 0.001)]
    [InlineData(30_000, 0.0001)]
    public void DarknetTiny_HasAStepMore(long batch, double expected) =>
        TrainingOptions.DarknetTiny.LearningRateAt(batch - 1, stepsPerEpoch: 258).Should().BeApproximately(expected, 1e-12);

    [Fact]
    public void Cfg_GivesItsOwnNumbers()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.cfg"], """
            [net]
            batch=32
            subdivisions=4
            height=64
            width=64
            momentum=.8
            decay=.001
            saturation=.75
            exposure=1.5
            hue=.05
            learning_rate=.002
            policy=steps
            steps=10,20
            scales=5,.1
            max_batches=30
            [detection]
            jitter=.3
            """);
        var options = TrainingOptions.FromDarknetCfg(folder["a.cfg"]);

        options.Should().BeEquivalentTo(TrainingOptions.Darknet with
        {
            Steps = 30,
            BatchSize = 32,
            MicroBatch = 8,
            Momentum = 0.8,
            WeightDecay = 0.001,
            PeakLearningRate = 0.01,
            RateSteps = [new(10, 5), new(20, 0.1)],
            Augmentation = new(
                new DarknetCrop { Jitter = 0.3f },
                new Flip(),
                new DarknetColors { MaxSaturation = (float)(1 / 0.75), MaxExposure = 1.5f, MaxHue = 0.05f },
                new ShuffleBoxes())
            {
                MinVisibleFraction = 0,
            },
        });
        options.LearningRateAt(8, 10).Should().BeApproximately(0.002, 1e-12);
        options.LearningRateAt(9, 10).Should().BeApproximately(0.01, 1e-12);
        options.LearningRateAt(19, 10).Should().BeApproximately(0.001, 1e-12);
    }

    [Theory]
    [InlineData("policy=poly", "*a.cfg(2): policy=poly is not supported; take constant, steps.")]
    [InlineData("burn_in=10", "*a.cfg(2): burn_in=10 in ?net? must be burn_in=0, the only supported value.")]
    [InlineData("policy=steps", "*a.cfg(1): policy=steps has 0 steps and 0 scales; *")]
    [InlineData("policy=steps\nsteps=20,10\nscales=1,.1", "*a.cfg(1): policy=steps has 20:1, 10:0.1; give increasing steps, and *")]
    public void Cfg_WithARecipeThatIsNotHere_IsRefused(string line, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.cfg"], $"[net]\n{line}\n[detection]\n");
        FluentActions.Invoking(() => TrainingOptions.FromDarknetCfg(folder["a.cfg"])).Should().Throw<InvalidDataException>()
            .WithMessage(message);
    }

    [Fact]
    public void Steps_TakeThePlaceOfEpochs()
    {
        var options = TrainingOptions.Darknet;
        options.StepsIn(258).Should().Be(40_000);
        options.EpochsIn(258).Should().Be(156);
    }
}
