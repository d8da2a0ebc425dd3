using YoloV1.Data;

namespace YoloV1.Training;

public sealed partial record TrainingOptions
{
    /// <summary>
    /// The default: for some hundred images and a CPU, with small batches, a moving average of the weights, and images kept in memory.
    /// </summary>
    /// <remarks>
    /// It is for a network with <see cref="Models.YoloV1Config.SharedHead"/>, such as <see cref="Models.YoloV1Config.Small"/>, whose
    /// convolutions have learned something before, see <see cref="ObjectClassifier"/>.
    /// </remarks>
    public static TrainingOptions SmallSet { get; } = new();

    /// <summary>The paper's recipe (section 2.2), made for Pascal VOC's 16,551 images and a pretrained backbone.</summary>
    public static TrainingOptions Paper { get; } = new()
    {
        Epochs = 135,
        BatchSize = 64,
        PeakLearningRate = 1e-2,
        WarmupEpochs = 2,
        Schedule = Schedule.Steps,
        EmaDecay = 0,
        Augmentation = Augmentation.Paper,
        Cache = ImageCache.None,
        Suppression = Suppression.Nms,
    };

    /// <summary>Darknet's recipe, as yolov1.cfg has it: 40,000 batches, whatever the number of images.</summary>
    public static TrainingOptions Darknet { get; } = Paper with
    {
        Steps = 40_000,
        PeakLearningRate = 5e-3,
        Schedule = Schedule.Darknet,
        Augmentation = Augmentation.Darknet,
        BatchNormMomentum = 0.01,
        // Darknet cuts no gradient.
        GradientNorm = null,
    };

    /// <summary>Darknet's recipe for its smaller network, as yolov1-tiny.cfg has it.</summary>
    public static TrainingOptions DarknetTiny { get; } = Darknet with
    {
        PeakLearningRate = 1e-2,
        RateSteps = RateStep.Tiny,
        // saturation=.75 and exposure=.75: Darknet takes a factor between that and 1, or its inverse.
        Augmentation =
            Augmentation.DarknetWith(new DarknetCrop(), new DarknetColors { MaxSaturation = 1 / 0.75f, MaxExposure = 1 / 0.75f }),
    };

    /// <summary>Methods that have proved themselves since the paper: AdamW, a cosine schedule, a moving average of the weights.</summary>
    public static TrainingOptions Modern { get; } = Paper with
    {
        Epochs = 100,
        BatchSize = 16,
        Optimizer = OptimizerKind.AdamW,
        PeakLearningRate = 1e-3,
        WarmupEpochs = 3,
        Schedule = Schedule.Cosine,
        WeightDecay = 0.05,
        EmaDecay = 0.998,
        // Images as they will be detected in, for the weights and the statistics to settle on.
        LastEpochs = 10,
        LastAugmentation = Augmentation.Mirrored,
        Augmentation = Augmentation.Gentle,
        Suppression = Suppression.Fused,
    };

    /// <summary>
    /// The notebook's loss. It is a sum over the batch, so its gradients are as many times larger, and AdamW takes them as they come. AdamW
    /// moves every weight by the rate, and the notebook's connected layer adds up 50,176 of them: ten times this rate throws it far off at
    /// first.
    /// </summary>
    public static TrainingOptions Notebook { get; } = Paper with
    {
        Epochs = 100,
        BatchSize = 8,
        Loss = LossKind.Notebook,
        Optimizer = OptimizerKind.AdamW,
        PeakLearningRate = 5e-5,
        WarmupEpochs = 3,
        Schedule = Schedule.Cosine,
        WeightDecay = 1e-4,
        GradientNorm = 1000,
    };

    /// <summary>For a backbone that learns to tell whole images apart, see <see cref="ObjectClassifier"/>.</summary>
    public static TrainingOptions Pretraining { get; } = Paper with
    {
        Epochs = 60,
        BatchSize = 16,
        PeakLearningRate = 2e-2,
        WarmupEpochs = 3,
        Schedule = Schedule.Cosine,
        EmaDecay = 0.99,
        EmaWarmup = 50,
        MeasureEvery = 1,
        Augmentation = Augmentation.Crops,
        Cache = ImageCache.Memory,
    };

    /// <summary>The recipes by the names that <c>--recipe</c> takes.</summary>
    public static IReadOnlyDictionary<string, TrainingOptions> Recipes { get; } =
        new OrderedDictionary<string, TrainingOptions>(StringComparer.OrdinalIgnoreCase)
        {
            ["small"] = SmallSet,
            ["modern"] = Modern,
            ["paper"] = Paper,
            ["darknet"] = Darknet,
            ["darknet-tiny"] = DarknetTiny,
            ["notebook"] = Notebook,
        };
}
