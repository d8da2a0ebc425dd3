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
        Description = "voc07 (11 points), voc10 (area), coco (the twelve numbers), or several with commas between.",
        HelpName = string.Join('|', Known.Select(metric => metric.Name)),
        DefaultValueFactory = _ => VocMetric.Voc10.Name,
    };

    private readonly Option<double> _iou = CommonOptions.Number(
        "--iou", "The overlap that makes a detection right, by the rules of VOC.", VocMetric.Voc10.IouThreshold, 0.0, 1.0);
    private readonly Option<bool> _atLeast = new("--at-least")
    {
        Description = "An overlap equal to --iou is enough (VOC's own program); otherwise it has to be larger.",
    };
    private readonly Option<bool> _noPlusOne = new("--no-plus-one")
    {
        Description = "A box of VOC is x2 - x1 wide, as some evaluators count; otherwise x2 - x1 + 1.",
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
