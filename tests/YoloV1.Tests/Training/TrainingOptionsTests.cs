using YoloV1.Data;
using YoloV1.Training;

namespace YoloV1.Tests.Training;

public sealed class TrainingOptionsTests
{
    /// <summary>An option, a value just outside its bounds, and what the message says.</summary>
    public static TheoryData<Func<TrainingOptions>, string> OutOfBounds { get; } = new()
    {
        { () => new() { Epochs = 0 }, "Epochs is 0; take 1 or more.*" },
        { () => new() { LeastSteps = -1 }, "LeastSteps is -1; take 0 or more.*" },
        { () => new() { BatchSize = 0 }, "BatchSize is 0; take 1 or more.*" },
        { () => new() { PeakLearningRate = 0 }, "PeakLearningRate is 0; take a number over 0.*" },
        { () => new() { PeakLearningRate = double.PositiveInfinity }, "PeakLearningRate is *; take a number over 0.*" },
        { () => new() { WarmupEpochs = -0.1 }, "WarmupEpochs is -0.1; take 0 or more.*" },
        { () => new() { WarmupEpochs = double.NaN }, "WarmupEpochs is NaN; take 0 or more.*" },
        { () => new() { Schedule = (Schedule)9 }, "Schedule is 9; take one of Steps, Cosine, Darknet.*" },
        { () => new() { RateSteps = [new(200, 2), new(200, 2)] },
            "RateSteps is 200:2, 200:2; take increasing batches, each with a factor over 0.*" },
        { () => new() { RateSteps = [new(200, 0)] }, "RateSteps is 200:0; take increasing batches*" },
        { () => new() { Optimizer = (OptimizerKind)9 }, "Optimizer is 9; take one of Sgd, AdamW.*" },
        { () => new() { Momentum = 1 }, "Momentum is 1; take a number from 0 to below 1.*" },
        { () => new() { Momentum = -0.1 }, "Momentum is -0.1; take a number from 0 to below 1.*" },
        { () => new() { WeightDecay = -1e-4 }, "WeightDecay is -0.0001; take a number from 0 to 1.*" },
        { () => new() { WeightDecay = 1.1 }, "WeightDecay is 1.1; take a number from 0 to 1.*" },
        { () => new() { GradientNorm = 0 }, "GradientNorm is 0; take a number over 0, or null for no clipping.*" },
        { () => new() { GradientNorm = -10 }, "GradientNorm is -10; take a number over 0, or null for no clipping.*" },
        { () => new() { GradientNorm = double.NaN }, "GradientNorm is NaN; take a number over 0, or null for no clipping.*" },
        { () => new() { Cache = (ImageCache)9 }, "Cache is 9; take one of None, Memory, *" },
        { () => new() { CacheBytes = 0 }, "CacheBytes is 0; take 1 or more.*" },
        { () => new() { Precision = Precision.Int8 }, "Precision is Int8; take one of Auto, Float32, BFloat16.*" },
        { () => new() { Steps = 0 }, "Steps is 0; take 1 or more, or null to follow from the epochs.*" },
        { () => new() { MicroBatch = -1 }, "MicroBatch is -1; take 0 or more.*" },
        { () => new() { Loss = (LossKind)9 }, "Loss is 9; take one of Paper, Notebook.*" },
        { () => new() { LossWeights = new(NoObject: -0.5) },
            "LossWeights is LossWeights { *NoObject = -0.5*; take weights of 0 or more.*" },
        { () => new() { BatchNormMomentum = 1.1 }, "BatchNormMomentum is 1.1; take a number from 0 to 1.*" },
        { () => new() { BatchNormMomentum = -0.1 }, "BatchNormMomentum is -0.1; take a number from 0 to 1.*" },
        { () => new() { EmaDecay = 1 }, "EmaDecay is 1; take a number from 0 to below 1.*" },
        { () => new() { EmaWarmup = 0 }, "EmaWarmup is 0; take a number over 0.*" },
        { () => new() { LastEpochs = -1 }, "LastEpochs is -1; take 0 or more.*" },
        { () => new() { Patience = -1 }, "Patience is -1; take 0 or more.*" },
        { () => new() { Seen = -1 }, "Seen is -1; take 0 or more.*" },
        { () => new() { CheckpointEvery = TimeSpan.FromSeconds(-1) }, "CheckpointEvery is -00:00:01; take 00:00:00 or more.*" },
        { () => new() { MeasureEvery = 0 }, "MeasureEvery is 0; take 1 or more.*" },
        { () => new() { Suppression = (Suppression)9 }, "Suppression is 9; take one of Nms, Soft, Fused.*" },
    };

    [Theory]
    [MemberData(nameof(OutOfBounds), DisableDiscoveryEnumeration = true)]
    public void ValueOutsideItsBounds_IsRefused_WithTheBounds(Func<TrainingOptions> create, string message) =>
        create.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);

    [Fact]
    public void ValuesAtTheirBounds_AreTaken()
    {
        var create = () => new TrainingOptions
        {
            Epochs = 1,
            BatchSize = 1,
            WarmupEpochs = 0,
            RateSteps = [],
            Momentum = 0,
            WeightDecay = 0,
            GradientNorm = 1e-9,
            Steps = 1,
            BatchNormMomentum = 0,
            EmaDecay = 0,
            CheckpointEvery = TimeSpan.Zero,
        };
        create.Should().NotThrow();
        var others = () => create() with { WeightDecay = 1, BatchNormMomentum = 1, GradientNorm = null, Steps = null };
        others.Should().NotThrow();
    }

    [Fact]
    public void Default_IsTheRecipeSmall()
    {
        new TrainingOptions().Should().Be(TrainingOptions.SmallSet).And.Be(TrainingOptions.Recipes["small"]);
        TrainingOptions.SmallSet.Should().Be(TrainingOptions.Paper with
        {
            Epochs = 40,
            BatchSize = 8,
            PeakLearningRate = 5e-3,
            WarmupEpochs = 1,
            Schedule = Schedule.Cosine,
            EmaDecay = 0.995,
            Augmentation = Augmentation.Gentle,
            Cache = ImageCache.Memory,
            Suppression = Suppression.Fused,
            LeastSteps = 2400,
        });
    }

    [Theory]
    [InlineData(16, 8, 2)]
    [InlineData(23, 8, 2)]
    [InlineData(5, 8, 1)]
    [InlineData(1, 1, 1)]
    public void AnEpoch_HasWholeBatchesAlone_OrOneOfAllImages(int images, int batch, int steps) =>
        (new TrainingOptions() with { BatchSize = batch }).StepsPerEpoch(images).Should().Be(steps);

    [Theory]
    [InlineData(30, 80)]     // 246 images in batches of 8
    [InlineData(16, 150)]
    [InlineData(2, 160)]     // at most four times 40
    [InlineData(100, 40)]
    public void FewImages_ArePassedOverMoreOften_UnlessTheEpochsAreGiven(int stepsPerEpoch, int epochs)
    {
        new TrainingOptions().EpochsIn(stepsPerEpoch).Should().Be(epochs);
        new TrainingOptions { Epochs = 40 }.EpochsIn(stepsPerEpoch).Should().Be(40);
        (TrainingOptions.SmallSet with { Epochs = 3 }).StepsIn(stepsPerEpoch).Should().Be(3 * stepsPerEpoch);
        TrainingOptions.Paper.EpochsIn(stepsPerEpoch).Should().Be(135);
    }

    [Fact]
    public void StepsOfTheRate_AreEqualByTheirValues_AndPrinted()
    {
        var options = new TrainingOptions { RateSteps = [new(200, 2.5), new(400, 2)] };
        options.Should().Be(new TrainingOptions { RateSteps = [new(200, 2.5), new(400, 2)] });
        options.Should().NotBe(new TrainingOptions { RateSteps = [new(200, 2.5), new(401, 2)] });
        options.GetHashCode().Should().Be(new TrainingOptions { RateSteps = [new(200, 2.5), new(400, 2)] }.GetHashCode());
        options.RateSteps.ToString().Should().Be("200:2.5,400:2");
    }

    [Fact]
    public void Options_PrintHowLongAndHowFast()
    {
        $"{TrainingOptions.Paper}".Should().Be("135 epochs, batches of 64, Sgd, learning rate 0.01");
        $"{TrainingOptions.Darknet}".Should().Be("40000 steps, batches of 64, Sgd, learning rate 0.005");
    }

    [Fact]
    public void DarknetCutsNoGradient() => TrainingOptions.Darknet.GradientNorm.Should().BeNull();
}
