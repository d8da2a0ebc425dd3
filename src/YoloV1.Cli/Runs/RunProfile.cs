using YoloV1.Cli.Options;
using YoloV1.Models;
using YoloV1.Training;
using YoloV1.Weights;

namespace YoloV1.Cli.Runs;

/// <summary>What tells the two verbs that train apart: a detector's training, and a backbone's.</summary>
/// <param name="Verb">The verb of the command.</param>
/// <param name="Measure">The name of the metric on the validation images.</param>
/// <param name="Rules">The protocol of the metric, if there are several.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Columns">The columns of its results.csv.</param>
/// <param name="LossParts">The parts of its loss in words; null where it has one.</param>
/// <param name="Save">Writes its weights.</param>
internal sealed record RunProfile(
    string Verb, string Measure, string? Rules, IReadOnlyList<Setting> Settings, IReadOnlyList<ResultColumn> Columns,
    Func<LossValues, string>? LossParts, Action<YoloV1Model, ClassNames, string, DetectionThresholds?> Save)
{
    public static RunProfile Detector { get; } = new("train", "mAP", "voc10", Options.Settings.All, ResultColumn.OfDetector,
        loss => FormattableString.Invariant(
            $"coordinates {loss.Coordinates:0.000}, object {loss.Object:0.000}, no object {loss.NoObject:0.000}, class {loss.Class:0.000}"),
        (model, classes, path, thresholds) => ModelFile.Save(model, classes, path, ranges: null, thresholds: thresholds));

    public static RunProfile Backbone { get; } = new(
        "pretrain", "accuracy", null, PretrainSettings.All, ResultColumn.OfBackbone, null,
        (model, _, path, _) => PartialWeights.Save(model, path, model.Config.Name));

    /// <summary>A loss in words.</summary>
    public string Describe(LossValues loss) => LossParts is null ? FormattableString.Invariant($"{loss.Total:0.000}") : loss.ToString();
}
