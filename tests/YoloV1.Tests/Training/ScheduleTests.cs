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
        (TrainingOptions.Darknet with { Seen = (batch - 1) * 64 }).LearningRateAt(0, stepsPerEpoch: 258).Should().BeApproximately(expected, 1e-12);
    }

    [Fact]
    public void Steps_TakeThePlaceOfEpochs()
    {
        var options = TrainingOptions.Darknet;
        options.StepsIn(258).Should().Be(40_000);
        options.EpochsIn(258).Should().Be(156);
    }
}
