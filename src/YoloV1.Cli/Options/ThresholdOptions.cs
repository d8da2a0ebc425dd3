using System.CommandLine;
using YoloV1.Cli.Output;

namespace YoloV1.Cli.Options;

/// <summary>The thresholds of a call. Values that are not given come from the model file.</summary>
internal sealed class ThresholdOptions
{
    private static readonly DetectionThresholds Defaults = new();

    private readonly Option<float?> _score = CommonOptions.OptionalNumber(
        "--score",
        FormattableString.Invariant(
            $"Minimum confidence of a detection. Default: the value with the best F1 stored in the model file, or {Defaults.Score}."),
        0f, 1f);

    private readonly Option<string> _suppression = CommonOptions.Suppression();
    private readonly Option<float?> _iou = CommonOptions.OptionalNumber(
        "--iou",
        FormattableString.Invariant(
            $"IoU above which, of two boxes of one class, the one with the lower score is dropped. Default: {Defaults.Iou}."),
        0f, 1f);

    private readonly Option<bool> _anyClass = new("--any-class")
    {
        Description = "Also compare boxes of different classes, so that each object gets only one class.",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _score, _suppression, _iou, _anyClass })
            command.Options.Add(option);
    }

    /// <summary>The thresholds for weights. Standard error tells of a score that the call did not give.</summary>
    /// <param name="call">The call.</param>
    /// <param name="weights">The file's name.</param>
    /// <param name="measured">The thresholds in the file; null for none.</param>
    public DetectionThresholds Of(ParseResult call, string weights, DetectionThresholds? measured)
    {
        var thresholds = measured ?? Defaults;
        if (measured is not null && call.GetValue(_score) is null)
            Terminal.Note(FormattableString.Invariant(
                $"{weights}: minimum score {measured.Score}, the best in its evaluation; --score overrides it."));
        return new()
        {
            Score = call.GetValue(_score) ?? thresholds.Score,
            Iou = call.GetValue(_iou) ?? thresholds.Iou,
            Suppression = call.GetValue(_suppression) is { } kind ? CommonOptions.SuppressionNames[kind] : thresholds.Suppression,
            ClassAgnostic = call.GetValue(_anyClass) || thresholds.ClassAgnostic,
        };
    }
}
