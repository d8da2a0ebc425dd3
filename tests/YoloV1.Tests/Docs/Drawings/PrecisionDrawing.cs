using YoloV1.Evaluation;
using static System.FormattableString;

namespace YoloV1.Tests.Docs.Drawings;

/// <summary>Precision over recall of ten detections, and the two numbers that Pascal VOC makes of it.</summary>
internal static class PrecisionDrawing
{
    private const int Truths = 6;
    private static readonly bool[] Right = [true, true, false, true, false, false, true, false, true, false];

    public static string Draw()
    {
        var svg = new Svg(
            720, 300, "Precision over recall: the measured points, the envelope that never rises, the area below it and the eleven points");
        var (recall, precision) = Measure();
        var envelope = precision.Select((_, i) => precision[i..].Max()).ToArray();
        var plot = new Plot(svg, 60, 40, 330, 200, 1, 1);
        DrawArea(svg, plot, recall, envelope);
        plot.Axes("recall: found of all objects", "precision: right of all detections", 0.2, 0.2, value => Invariant($"{value:0.0}"));
        plot.Curve(recall.Zip(precision), "b dash");
        foreach (var (r, p) in recall.Zip(precision))
            plot.Dot(r, p, "fb", 3);
        for (var point = 0; point <= 10; point++)
        {
            var beyond = recall.Zip(envelope).Where(at => at.First >= point / 10.0 - 1e-9).Select(at => at.Second);
            plot.Dot(point / 10.0, beyond.FirstOrDefault(), "fa", 3.5);
        }
        svg.Text(430, 50, Invariant($"{Right.Length} detections of a class, {Truths} objects"), "");
        svg.Text(430, 72, string.Join(' ', Right.Select(right => right ? "+" : "-")), "mono");
        svg.Text(430, 90, "by falling score: + right, - wrong", "small dim");
        svg.Dot(436, 126, "fa", 3.5);
        svg.Text(448, 130, Invariant($"voc07: mean at 11 recalls = {AveragePrecision.ElevenPoints(recall, [.. precision]):0.000}"), "");
        svg.Box(430, 150, 12, 12, "ta");
        svg.Text(448, 161, Invariant($"voc10: the area = {AveragePrecision.Area(recall, [.. precision]):0.000}"), "");
        svg.Line(430, 188, 444, 188, "b dash");
        svg.Text(448, 192, "as measured", "");
        svg.Text(430, 226, "One object is never found: recall ends at 0.83.", "small dim");
        return svg.ToString();
    }

    private static (double[] Recall, double[] Precision) Measure()
    {
        var found = Right.Select((_, i) => Right.Take(i + 1).Count(right => right)).ToArray();
        return ([.. found.Select(count => (double)count / Truths)], [.. found.Select((count, i) => (double)count / (i + 1))]);
    }

    private static void DrawArea(Svg svg, Plot plot, double[] recall, double[] envelope)
    {
        var reached = 0.0;
        foreach (var (r, p) in recall.Zip(envelope).Where(at => at.First > 0))
        {
            var (left, top) = plot.At(reached, p);
            var (right, bottom) = plot.At(r, 0);
            if (r > reached)
                svg.Box(left, top, right - left, bottom - top, "ta");
            reached = r;
        }
    }
}
