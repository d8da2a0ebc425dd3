using YoloV1.Training;
using static System.FormattableString;

namespace YoloV1.Tests.Docs.Drawings;

/// <summary>The learning rates of the three schedules over a training.</summary>
internal static class ScheduleDrawing
{
    private const int StepsPerEpoch = 259;

    private static readonly (string Name, TrainingOptions Options, string Line)[] Recipes =
    [
        ("paper: steps, peak 0.01", TrainingOptions.Paper, "a"), ("darknet: its cfg's, peak 0.005", TrainingOptions.Darknet, "b"),
        ("modern: cosine, peak 0.001", TrainingOptions.Modern, "c"),
    ];

    public static string Draw()
    {
        var svg = new Svg(720, 262, "Learning rate over a training: the paper's steps, Darknet's steps, a cosine");
        var plot = new Plot(svg, 60, 40, 380, 165, 1, 0.01);
        plot.Axes("part of the training that is done", "learning rate", 0.2, 0.002, value => Invariant($"{value:0.###}"));
        foreach (var (i, (name, options, line)) in Recipes.Index())
        {
            var steps = options.StepsIn(StepsPerEpoch);
            plot.Curve(
                Enumerable.Range(0, 181).Select(
                    at => (at / 180.0, options.LearningRateAt(Math.Min(steps - 1, steps * at / 180), StepsPerEpoch))), $"{line} bold");
            svg.Line(470, 70 + 30 * i, 484, 70 + 30 * i, $"{line} bold");
            svg.Text(492, 74 + 30 * i, name, "");
        }
        svg.Text(470, 176, "For 16,551 images at batch 64,", "small dim");
        svg.Text(470, 192, Invariant($"{StepsPerEpoch} steps an epoch."), "small dim");
        return svg.ToString();
    }
}
