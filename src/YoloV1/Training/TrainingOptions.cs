using YoloV1.Data;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>How to train; the defaults are the paper's (section 2.2).</summary>
public sealed record TrainingOptions
{
    /// <summary>The paper's recipe, made for Pascal VOC's 16,551 pictures.</summary>
    public static TrainingOptions Paper { get; } = new();

    /// <summary>A recipe for some hundred pictures and a CPU: smaller batches, more warm-up, a cosine.</summary>
    public static TrainingOptions SmallSet { get; } = new()
    {
        Epochs = 60,
        BatchSize = 8,
        // One connected layer over thousands of features, with boxes counting fivefold, is unstable from about 2.5e-3 on.
        PeakLearningRate = 1e-3,
        WarmupEpochs = 3,
        Schedule = Schedule.Cosine,
        Augmentation = new Augmentation { MaxHue = 0.02f },
    };

    /// <summary>Passes over the pictures.</summary>
    public int Epochs { get; init => field = Positive(value, nameof(Epochs)); } = 135;

    /// <summary>Pictures of one step.</summary>
    public int BatchSize { get; init => field = Positive(value, nameof(BatchSize)); } = 64;

    /// <summary>The highest learning rate.</summary>
    public double PeakLearningRate { get; init => field = value > 0 ? value : throw OutOfRange(nameof(PeakLearningRate), value, "over 0"); } = 1e-2;

    /// <summary>Epochs during which the learning rate rises: gradients are unstable at first.</summary>
    public double WarmupEpochs { get; init; } = 2;

    /// <summary>How the learning rate goes on.</summary>
    public Schedule Schedule { get; init; } = Schedule.Steps;

    /// <summary>How gradients change weights.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Sgd;

    /// <summary>How much of the last step the next one keeps: SGD's momentum, AdamW's first beta.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Pull towards zero, on weights only: biases and batch normalisation are free of it, as in Darknet.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>The norm to which a larger gradient is cut; early steps of a network without a pretrained backbone need it.</summary>
    public double GradientNorm { get; init; } = 10;

    /// <summary>How pictures are varied from epoch to epoch.</summary>
    public Augmentation Augmentation { get; init; } = new();

    /// <summary>Where all randomness of the training comes from.</summary>
    public int Seed { get; init; }

    /// <summary>Where it runs, as <see cref="Runtime.Devices.Parse"/> reads it.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>What products are computed in; weights, batch normalisation and loss stay float32.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>Epochs from one measurement on the validation set to the next; the last epoch is always measured.</summary>
    public int MeasureEvery { get; init => field = Positive(value, nameof(MeasureEvery)); } = 5;

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    public double LearningRateAt(long step, int stepsPerEpoch)
    {
        var progress = (double)step / stepsPerEpoch / Epochs;
        var warmup = Math.Min(WarmupEpochs / Epochs, 0.5);
        return Schedule == Schedule.Steps
            ? LearningRate.Steps(progress, PeakLearningRate, warmup)
            : LearningRate.Cosine(progress, PeakLearningRate, warmup);
    }

    internal Optimizer CreateOptimizer(nn.Module model) =>
        new(model.named_parameters(), Optimizer == OptimizerKind.Sgd ? new SgdRule(Momentum) : new AdamWRule(Momentum), WeightDecay, GradientNorm);

    private static int Positive(int value, string name) => value > 0 ? value : throw OutOfRange(name, value, "1 or more");

    private static ArgumentOutOfRangeException OutOfRange(string name, object value, string bound) => new(name, value, $"{name} is {value}; it has to be {bound}.");
}
