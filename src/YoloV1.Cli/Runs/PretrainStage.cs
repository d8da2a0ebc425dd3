using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Data;
using YoloV1.Models;
using YoloV1.Ranks;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>
/// The optional first stage of a training: the convolutions learn to classify the objects, in a folder of the run.
/// </summary>
internal static class PretrainStage
{
    /// <summary>The name of that folder.</summary>
    public const string Folder = "pretraining";

    /// <summary>Pretrains, where the settings ask for it, or continues with it where it was cut off.</summary>
    /// <param name="run">The detector's run; null in a rank that writes nothing.</param>
    /// <param name="model">The detector, whose convolutions are filled.</param>
    /// <param name="settings">How to train the detector.</param>
    /// <param name="train">Its images.</param>
    /// <param name="validation">Those to measure on; null for no measurement.</param>
    /// <param name="ranks">The processes that train together.</param>
    /// <param name="cancellation">Ends it after the step that it is at.</param>
    /// <returns>Whether the training of the detector can start: false if it was stopped, which has been reported.</returns>
    public static bool Execute(
        RunFolder? run, YoloV1Model model, TrainSettings settings, IDetectionDataset train, IDetectionDataset? validation,
        RankGroup ranks, CancellationToken cancellation)
    {
        if (settings.Objects == 0 || ranks.Any(run is { HasCheckpoint: true }))
            return true;
        if (ranks.Agree(() => TryCreate(model.Config, train, validation)) is not { } classifier)
            return true;
        using (classifier)
        {
            if (settings.Weights is not null)
                classifier.CopyFrom(model);
            var stage = settings with
            {
                ImageSize = classifier.Model.Config.InputSize.Width,
                Options = classifier.OptionsFor(settings.Options, train.Count, settings.Objects),
            };
            Terminal.Note("1 of 2: the convolutions learn to classify the objects.");
            using var folder = ranks.Agree(() => run?.Stage(Folder, stage, RunProfile.Backbone));
            if (TrainingRun.Train(
                folder, classifier.Model, classifier.Loss, stage, classifier.Train, classifier.Validation, ranks, cancellation)
                is not { } result)
                return false;
            Terminal.Note(result);
            classifier.CopyTo(model);
            Terminal.Note("2 of 2: the network learns to detect them.");
            return true;
        }
    }

    /// <summary>Null, which is reported, if there is nothing to pretrain or to learn from.</summary>
    public static ObjectClassifier? TryCreate(YoloV1Config config, IDetectionDataset train, IDetectionDataset? validation)
    {
        try
        {
            return new ObjectClassifier(config, train, validation);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidDataException)
        {
            Terminal.Note($"yolov1: The convolutions are not pretrained. {fault.Message}");
            return null;
        }
    }
}
