using YoloV1.Geometry;
using static System.FormattableString;

namespace YoloV1.Tests.Docs.Drawings;

/// <summary>Candidates over the score threshold, and what non-maximum suppression leaves of them.</summary>
internal static class SuppressionDrawing
{
    private static readonly Detection[] Candidates =
    [
        new(Scene.Triangle.Box with { CenterX = 0.66f, Width = 0.38f }, 2, 0.81f),
        new(Scene.Triangle.Box with { CenterY = 0.70f, Height = 0.40f }, 2, 0.52f),
        new(Scene.Triangle.Box with { CenterX = 0.72f, CenterY = 0.60f }, 2, 0.34f), new(Scene.Circle.Box, 0, 0.74f),
        new(Scene.Circle.Box with { CenterX = 0.35f, Width = 0.40f }, 0, 0.41f), new(Scene.Circle.Box with { CenterY = 0.42f }, 1, 0.28f),
    ];

    private static readonly string[] Lines = ["a", "d", "b"];

    public static string Draw()
    {
        var svg = new Svg(720, 290, "Six candidates on the left; on the right three are left, one of each class");
        Detection[] detections = [.. Candidates];
        var kept = detections[..NonMaxSuppression.Keep(detections, 0.4f)];
        DrawImage(svg, 20, Candidates, "candidates: score over 0.2");
        DrawImage(svg, 270, kept, "kept: IoU of a class up to 0.4");
        svg.Text(520, 42, "by falling score", "big");
        foreach (var (i, candidate) in Candidates.OrderByDescending(candidate => candidate.Score).Index())
        {
            var y = 72 + 32 * i;
            var better = kept.Where(other => other.ClassId == candidate.ClassId && other.Score > candidate.Score)
                .Select(other => (double?)Iou.Of(other.Box, candidate.Box)).FirstOrDefault(iou => iou > 0.4f);
            svg.Text(520, y, Invariant($"{Scene.Classes[candidate.ClassId]} {candidate.Score:0.00}"), better is null ? "" : "dim");
            svg.Text(520, y + 14, better is { } iou ? Invariant($"dropped: IoU {iou:0.00} with the best") : "kept", "small dim");
        }
        return svg.ToString();
    }

    private static void DrawImage(Svg svg, double x, IEnumerable<Detection> detections, string title)
    {
        const double Side = 220;
        svg.Text(x, 272, title, "small");
        Scene.Draw(svg, x, 30, Side);
        foreach (var detection in detections)
            svg.Box(detection.Box, x, 30, Side, $"{Lines[detection.ClassId]}{(detection.Score > 0.7 ? " bold" : "")}");
    }
}
