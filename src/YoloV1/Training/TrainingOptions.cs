using YoloV1.Data;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Ranks;

namespace YoloV1.Training;

/// <summary>
/// How to train; the defaults are the recipe <see cref="SmallSet"/>, the command's too. <see cref="Paper"/> is the paper's (section 2.2).
/// </summary>
/// <remarks>
/// A value outside its bounds is refused with an <see cref="ArgumentOutOfRangeException"/> when it is set; the message has the bounds.
/// </remarks>
/// <example><code>
/// var options = TrainingOptions.SmallSet with { Epochs = 100, Augmentation = Augmentation.Recipes["turned"] };
/// using var model = new YoloV1Model(YoloV1Config.Small.ForClasses(6));
/// new Trainer(model, options) { BestPath = "cards.safetensors" }.Run(Datasets.Open("cards", "train"), Datasets.Open("cards", "val"));
/// </code></example>
public sealed partial record TrainingOptions
{
    // Of the epochs, where few images make few steps.
    private const long MostPasses = 4;

    /// <summary>Passes over the images. Who sets them sets <see cref="LeastSteps"/> to 0: as many, and no more.</summary>
    public int Epochs
    {
        get;
        init => (field, LeastSteps) = (AtLeast(1, value), 0);
    }
    = 40;

    /// <summary>
    /// Updates at least: few images are passed over more often for as many, up to four times the <see cref="Epochs"/>. 40 passes over
    /// a hundred images are 500 updates, after which a network is still far from fitting its own images.
    /// </summary>
    public long LeastSteps { get; init => field = AtLeast(0, value); } = 2400;

    /// <summary>Images of one step.</summary>
    public int BatchSize { get; init => field = AtLeast(1, value); } = 8;

    /// <summary>The highest learning rate.</summary>
    public double PeakLearningRate { get; init => field = Positive(value); } = 5e-3;

    /// <summary>Warmup epochs, in which the learning rate rises, because gradients are unstable at first.</summary>
    public double WarmupEpochs { get; init => field = AtLeast(0, value); } = 1;

    /// <summary>The schedule of the learning rate after the warmup.</summary>
    public Schedule Schedule { get; init => field = Named(value); } = Schedule.Cosine;

    /// <summary>Where the rate changes by Darknet's schedule, in the order of their batches; yolov1.cfg's steps unless set.</summary>
    public IReadOnlyList<RateStep> RateSteps { get; init => field = InOrder(value); } = RateStep.YoloV1;

    /// <summary>How gradients change weights.</summary>
    public OptimizerKind Optimizer { get; init => field = Named(value); } = OptimizerKind.Sgd;

    /// <summary>How much of the last step the next one keeps, 0 to below 1: SGD's momentum, AdamW's first beta.</summary>
    public double Momentum { get; init => field = BelowOne(value); } = 0.9;

    /// <summary>Pull towards zero, 0 to 1, on weights only: biases and batch normalization are free of it, as in Darknet.</summary>
    public double WeightDecay { get; init => field = UpToOne(value); } = 5e-4;

    /// <summary>
    /// The norm at which gradients are clipped, over 0; null for no clipping. Early steps without a pretrained backbone need it.
    /// </summary>
    public double? GradientNorm { get; init => field = value is { } norm ? Positive(norm, "null for no clipping") : null; } = 10;

    /// <summary>
    /// How images are varied from epoch to epoch. Mosaics and turns ask for more epochs than these before they give more than they take.
    /// </summary>
    public Augmentation Augmentation { get; init; } = Augmentation.Gentle;

    /// <summary>Where decoded images are kept, at no more than 1.5 times the network's input in width and in height.</summary>
    public ImageCache Cache { get; init => field = Named(value); } = ImageCache.Memory;

    /// <summary>The maximum size of the cache, in bytes.</summary>
    public long CacheBytes { get; init => field = AtLeast(1, value); } = CachedDataset.StandardBytes;

    /// <summary>The folder of a cache on disk.</summary>
    public string CacheFolder { get; init; } = Path.Combine(Path.GetTempPath(), "yolov1-images");

    /// <summary>Where all randomness of the training comes from.</summary>
    public int Seed { get; init; }

    /// <summary>Where it runs, as <see cref="Runtime.Devices.Parse"/> reads it.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>What products are computed in; weights, batch normalization and loss stay float32.</summary>
    public Precision Precision { get; init => field = Named(value, notAllowed: Precision.Int8); } = Precision.Auto;

    /// <summary>Updates in all, which take the place of <see cref="Epochs"/>; null for those.</summary>
    public long? Steps { get; init => field = value is { } steps ? AtLeast(1, steps, "null to follow from the epochs") : null; }

    /// <summary>
    /// Images that are in memory at once: a batch of more is done in parts, whose gradients add up to the batch's; 0 for the whole.
    /// </summary>
    /// <remarks>
    /// The result is that of the whole batch, except for batch normalization, which computes its statistics per part.
    /// </remarks>
    public int MicroBatch { get; init => field = AtLeast(0, value); }

    /// <summary>The loss function.</summary>
    public LossKind Loss { get; init => field = Named(value); } = LossKind.Paper;

    /// <summary>The weights of the loss terms; null for those of the network's config, the paper's in all presets.</summary>
    /// <remarks>A network whose config turns <see cref="LossWeights.Rescore"/> off learns without it in any case.</remarks>
    public LossWeights? LossWeights { get; init => field = NotNegative(value); }

    /// <summary>How much of its statistics batch normalization takes from a step, 0 to 1: PyTorch's 0.1, Darknet's 0.01.</summary>
    public double BatchNormMomentum { get; init => field = UpToOne(value); } = 0.1;

    /// <summary>
    /// How much the moving average of the weights keeps at a step, 0 to below 1, see <see cref="ModelEma"/>; 0 for no average. The last few
    /// images do not sway it.
    /// </summary>
    public double EmaDecay { get; init => field = BelowOne(value); } = 0.995;

    /// <summary>Updates until the average's decay is 0.63 of <see cref="EmaDecay"/>.</summary>
    public double EmaWarmup { get; init => field = Positive(value); } = 200;

    /// <summary>Epochs at the end that vary the images by <see cref="LastAugmentation"/>.</summary>
    public int LastEpochs { get; init => field = AtLeast(0, value); }

    /// <summary>
    /// How images are varied in the last epochs: closer to what will be detected in; null for <see cref="Augmentation"/>.
    /// </summary>
    public Augmentation? LastAugmentation { get; init; }

    /// <summary>Whether the convolutions stay as they are and only the head learns.</summary>
    public bool FreezeBackbone { get; init; }

    /// <summary>The number of epochs without a better mAP after which training stops; 0 for never.</summary>
    public int Patience { get; init => field = AtLeast(0, value); }

    /// <summary>Images that the network has been trained on before, for schedules that count batches.</summary>
    public long Seen { get; init => field = AtLeast(0, value); }

    /// <summary>The least time from one checkpoint to the next; the end of the training always writes one.</summary>
    public TimeSpan CheckpointEvery { get; init => field = AtLeast(TimeSpan.Zero, value); } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How boxes that overlap are dealt with where the network is measured; kept in the file of the best weights, for detection.
    /// </summary>
    public Suppression Suppression { get; init => field = Named(value); } = Suppression.Fused;

    /// <summary>Epochs from one measurement on the validation set to the next; the last epoch is always measured.</summary>
    public int MeasureEvery { get; init => field = AtLeast(1, value); } = 5;

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    public double LearningRateAt(long step, int stepsPerEpoch)
    {
        var steps = (double)StepsIn(stepsPerEpoch);
        var progress = step / steps;
        var warmup = Math.Min(WarmupEpochs * stepsPerEpoch / steps, 0.5);
        return Schedule switch
        {
            Schedule.Steps => LearningRate.Steps(progress, PeakLearningRate, warmup),
            Schedule.Cosine => LearningRate.Cosine(progress, PeakLearningRate, warmup),
            _ => LearningRate.Darknet(Seen / BatchSize + step + 1, PeakLearningRate, RateSteps),
        };
    }

    /// <summary>
    /// Steps per epoch for that many images: full batches only, or a single smaller batch if there are fewer images.
    /// </summary>
    public int StepsPerEpoch(int images) => images / BatchOf(images);

    /// <summary>Steps of the whole training.</summary>
    public long StepsIn(int stepsPerEpoch) =>
        Steps ?? Math.Clamp((LeastSteps + stepsPerEpoch - 1) / stepsPerEpoch, Epochs, MostPasses * Epochs) * stepsPerEpoch;

    /// <summary>Epochs of the whole training; the last one may end early.</summary>
    public int EpochsIn(int stepsPerEpoch) => (int)Math.Min(int.MaxValue, (StepsIn(stepsPerEpoch) - 1) / stepsPerEpoch + 1);

    /// <summary>Images of a step where the data set has that many.</summary>
    internal int BatchOf(int images) => Math.Clamp(images, 1, BatchSize);

    /// <summary>The parts of a batch, and those of them that a rank learns.</summary>
    internal BatchParts PartsOf(int images, RankGroup ranks)
    {
        var batch = BatchOf(images);
        return new(batch, MicroBatch > 0 ? MicroBatch : batch, ranks.Rank, ranks.Count);
    }

    /// <summary>The same in parts that several ranks can learn: equal ones where the batch divides by them.</summary>
    internal TrainingOptions InPartsFor(int ranks, int images) =>
        ranks == 1 || MicroBatch > 0 ? this : this with { MicroBatch = BatchParts.SizeFor(BatchOf(images), ranks) };

    internal DetectionLoss CreateLoss(YoloV1Config config)
    {
        var own = config.LossWeights;
        var weights = LossWeights is { } set ? set with { Rescore = set.Rescore && own.Rescore } : own;
        return Loss == LossKind.Paper ? new PaperYoloLoss(config.Grid, weights, config.BoxSizes) : new YoloLoss(config.Grid, weights);
    }

    internal Optimizer CreateOptimizer(YoloV1Model model)
    {
        // All feature-map locations add to the gradient of a shared head, and nothing rescales what it gives: with as much less of it, the
        // head learns at the rate of the other layers.
        var share = model.Config.SharedHead ? 1.0 / model.Config.Validate().Height : 1;
        var parameters = model.named_parameters().Select(pair => (pair.name, pair.parameter, ShareOf(pair.name)));
        return new(parameters, Optimizer == OptimizerKind.Sgd ? new SgdRule(Momentum) : new AdamWRule(Momentum), WeightDecay, GradientNorm);

        double ShareOf(string name) => name.StartsWith(NetworkRow.HeadPrefix, StringComparison.Ordinal) ? share : 1;
    }

    /// <summary>The main options on one line: <c>40 epochs, batches of 8, Sgd, learning rate 0.005</c>.</summary>
    public override string ToString() => (Steps is { } steps ? $"{steps} steps" : $"{Epochs} epochs")
        + FormattableString.Invariant($", batches of {BatchSize}, {Optimizer}, learning rate {PeakLearningRate}");
}
