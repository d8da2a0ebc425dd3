using System.CommandLine;
using YoloV1.Evaluation;

namespace YoloV1.Cli.Options;

/// <summary>The rules that a call asks to be measured by.</summary>
internal sealed class Protocols
{
    private static readonly IDetectionMetric[] Known = [VocMetric.Voc07, VocMetric.Voc10, CocoMetric.Default];

    private readonly Option<string> _names = new("--protocol")
    {
        CompletionSources = { Known.Select(metric => metric.Name).ToArray() },
        Description = "Rules of evaluation: voc07 (11 points), voc10 (area), coco (twelve values), or several separated by commas.",
        HelpName = string.Join('|', Known.Select(metric => metric.Name)),
        DefaultValueFactory = _ => VocMetric.Voc10.Name,
    };

    private readonly Option<double> _iou = CommonOptions.Number(
        "--iou", "IoU that makes a detection correct, under the VOC rules.", VocMetric.Voc10.IouThreshold, 0.0, 1.0);
    private readonly Option<bool> _atLeast = new("--at-least")
    {
        Description = "Accept an overlap equal to --iou, as VOC's own program does; by default it must be larger.",
    };
    private readonly Option<bool> _noPlusOne = new("--no-plus-one")
    {
        Description = "Take the width of a VOC box as x2 - x1, as some evaluators do; by default it is x2 - x1 + 1.",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _names, _iou, _atLeast, _noPlusOne })
            command.Options.Add(option);
    }

    /// <summary>The rules in the order of the call, each once.</summary>
    /// <exception cref="ArgumentException">A name is unknown, or there is none.</exception>
    public IReadOnlyList<IDetectionMetric> Of(ParseResult call)
    {
        var names = call.GetValue(_names)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
            throw new ArgumentException($"No protocol is named; take {Names}.");
        return [.. names.Distinct().Select(name => Known.FirstOrDefault(metric => metric.Name == name)
            ?? throw new ArgumentException($"Protocol '{name}' is unknown; take {Names}.")).Select(metric => Adjust(metric, call))];
    }

    private static string Names => string.Join(", ", Known.Select(metric => metric.Name));

    private IDetectionMetric Adjust(IDetectionMetric metric, ParseResult call) => metric is not VocMetric voc ? metric : voc with
    {
        IouThreshold = call.GetValue(_iou),
        StrictlyOver = !call.GetValue(_atLeast),
        InclusiveBoxes = !call.GetValue(_noPlusOne),
    };
}
