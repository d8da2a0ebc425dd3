using YoloV1.Data;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Ranks;
using YoloV1.Weights;

namespace YoloV1.Training;

/// <summary>Pretrains the convolutions to classify objects cut out of the training images; detection alone teaches this slowly.</summary>
/// <remarks>
/// The paper pretrains on ImageNet (section 2.2); here the boxes at hand do. Windows without an object are a class of their own, so that
/// the convolutions learn where nothing is as well.
/// </remarks>
/// <example><code>
/// var train = Datasets.Open("cards", "train");
/// using var model = new YoloV1Model(YoloV1Config.Small.ForClasses(train.Classes.Count));
/// ObjectClassifier.Pretrain(model, train);
/// new Trainer(model).Run(train, Datasets.Open("cards", "val", train.Classes));
/// </code></example>
public sealed class ObjectClassifier : IDisposable
{
    /// <summary>The margin around an object, see <see cref="ObjectCropDataset"/>.</summary>
    public const float Margin = 0.15f;

    /// <summary>Windows without an object for each object.</summary>
    public const float Backgrounds = 1 / 6f;

    /// <summary>Objects that are learned for each image that the detector will be trained on, unless told otherwise.</summary>
    public const double ObjectsPerImage = 4;

    /// <summary>How much of the images around is there to turn and to move in.</summary>
    private const float Surroundings = 2;

    /// <summary>Largest rotation, in degrees, for objects with a clear top: the tilt of a hand-held camera.</summary>
    private const float Leaning = 30;

    /// <summary>A classifier with random weights.</summary>
    /// <param name="config">The detector's.</param>
    /// <param name="train">The images whose objects it learns.</param>
    /// <param name="validation">The images whose objects it is measured on; null for none.</param>
    /// <exception cref="ArgumentException">The network does not begin with convolutions.</exception>
    /// <exception cref="InvalidDataException">None of the images has an object to cut out.</exception>
    public ObjectClassifier(YoloV1Config config, IDetectionDataset train, IDetectionDataset? validation = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        Train = new ObjectCropDataset(train, Margin, Backgrounds, Surroundings);
        Validation = validation is null ? null : new ObjectCropDataset(validation, Margin, Backgrounds);
        Model = new YoloV1Model(config.AsClassifier(Train.Classes.Count, ImageSize.Square(Side(Train.UsualSide * config.InputSize.Width))));
    }

    /// <summary>The network that learns to tell them apart.</summary>
    public YoloV1Model Model { get; }

    /// <summary>The loss function.</summary>
    public DetectionLoss Loss => new ClassificationLoss(Model.Config.Grid);

    /// <summary>The objects, cut out.</summary>
    public ObjectCropDataset Train { get; }

    /// <summary>Those to measure on; null for none.</summary>
    public ObjectCropDataset? Validation { get; }

    /// <summary>Trains the convolutions of a detector to classify the objects in its training images.</summary>
    /// <param name="detector">The detector, whose head stays as it is.</param>
    /// <param name="train">The images that it will be trained on.</param>
    /// <param name="detection">How it will be trained; null for the default recipe.</param>
    /// <param name="ratio">Objects that are learned here for each image there; over 0.</param>
    /// <param name="ranks">The processes that train together; null for this one alone.</param>
    /// <param name="cancellationToken">Ends it, and leaves the detector as it was.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="ArgumentException">The network does not begin with convolutions.</exception>
    /// <exception cref="InvalidDataException">None of the images has an object to cut out.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TrainingSummary Pretrain(
        YoloV1Model detector, IDetectionDataset train, TrainingOptions? detection = null, double ratio = ObjectsPerImage,
        RankGroup? ranks = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(train);
        using var classifier = new ObjectClassifier(detector.Config, train);
        var options = classifier.OptionsFor(detection ?? new(), train.Count, ratio);
        var trainer = new Trainer(classifier.Model, options, classifier.Loss) { Ranks = ranks ?? RankGroup.Alone };
        var summary = trainer.Run(classifier.Train, cancellationToken: cancellationToken);
        classifier.CopyTo(detector);
        return summary;
    }

    /// <summary>
    /// The recipe <see cref="TrainingOptions.Pretraining"/> for the time, the seed and the device of a detector's training, and what its
    /// augmentation says of the objects.
    /// </summary>
    /// <param name="detection">How the detector will be trained.</param>
    /// <param name="images">The images that it will be trained on in each epoch.</param>
    /// <param name="ratio">Objects that are learned here for each image there; over 0.</param>
    public TrainingOptions OptionsFor(TrainingOptions detection, int images, double ratio = ObjectsPerImage)
    {
        ArgumentNullException.ThrowIfNull(detection);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ratio);
        var recipe = TrainingOptions.Pretraining;
        // Few images are passed over more often for the boxes; the objects are known by then.
        var steps = detection.Steps ?? (long)detection.Epochs * detection.StepsPerEpoch(images);
        var seen = steps * detection.BatchOf(images);
        return recipe with
        {
            Steps = Math.Max(1, (long)(ratio * seen / recipe.BatchOf(Train.Count))),
            Augmentation = AugmentationFor(detection.Augmentation),
            Seed = detection.Seed,
            Device = detection.Device,
            Precision = detection.Precision,
            CheckpointEvery = detection.CheckpointEvery,
            MicroBatch = detection.MicroBatch > 0 ? PartOf(recipe.BatchOf(Train.Count), detection, images) : 0,
        };
    }

    /// <summary>Starts from the convolutions of a detector, instead of random ones.</summary>
    public void CopyFrom(YoloV1Model detector)
    {
        ArgumentNullException.ThrowIfNull(detector);
        PartialWeights.Load(Model, new TensorDictionary(detector.state_dict(), detector.Config.Name));
    }

    /// <summary>Copies the convolutions' weights into the detector, whose head stays as it is.</summary>
    public void CopyTo(YoloV1Model detector)
    {
        ArgumentNullException.ThrowIfNull(detector);
        PartialWeights.Load(detector, new TensorDictionary(Model.state_dict(), Model.Config.Name));
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    /// <summary>Any angle for objects that the detector learns upside down; none is mirrored, for that tells many things apart.</summary>
    private static Augmentation AugmentationFor(Augmentation detection)
    {
        var turn = new Turn { MaxDegrees = detection.Steps.Any(step => step is QuarterTurns) ? 180 : Leaning };
        var rest = TrainingOptions.Pretraining.Augmentation.Steps.Where(step => step is not Flip)
            .Select(step => step is ScaleAndMove moves ? moves with { Zoom = Surroundings } : step);
        return new Augmentation([turn, .. rest]) { MinVisibleFraction = 0 };
    }

    /// <summary>As many parts as the detector's batch has.</summary>
    private static int PartOf(int batch, TrainingOptions detection, int images) =>
        BatchParts.SizeFor(batch, detection.PartsOf(images, RankGroup.Alone).Count);

    /// <summary>Objects about as large as in the detector's input, yet small enough to see many of them.</summary>
    private static int Side(double pixels) => (int)Math.Clamp(Math.Round(pixels / 32) * 32, 64, 128);
}
