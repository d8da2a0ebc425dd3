using YoloV1.Evaluation;

namespace YoloV1.Tests;

/// <summary>COCO's numbers step by step as its evaluation is described, one setting at a time and without regard to speed.</summary>
internal sealed class PlainCoco(MeasuredSet set)
{
    private static readonly (double Low, double High)[] Areas = [(0, 1e10), (0, 1024), (1024, 9216), (9216, 1e10)];

    // numpy.linspace(0.5, 0.95, 10), as COCO's program makes them.
    private static readonly double[] Thresholds = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.8999999999999999, 0.95];

    public double?[] Numbers() =>
    [
        MeanPrecision(0, 0..10), MeanPrecision(0, 0..1), MeanPrecision(0, 5..6), MeanPrecision(1, 0..10), MeanPrecision(2, 0..10),
        MeanPrecision(3, 0..10),
        MeanRecall(0, 1), MeanRecall(0, 10), MeanRecall(0, 100), MeanRecall(1, 100), MeanRecall(2, 100), MeanRecall(3, 100),
    ];

    private double? MeanPrecision(int area, Range thresholds) =>
        Mean(from t in Thresholds[thresholds] from c in Enumerable.Range(0, set.Classes.Count) select Curve(c, t, area, 100)?.Precision);

    private double? MeanRecall(int area, int most) =>
        Mean(from t in Thresholds from c in Enumerable.Range(0, set.Classes.Count) select Curve(c, t, area, most)?.Recall);

    private static double? Mean(IEnumerable<double?> numbers) => numbers.Average();

    private (double Precision, double Recall)? Curve(int classId, double threshold, int area, int most)
    {
        var (found, countable) = (new List<(double Score, bool Hit, bool Ignored)>(), 0);
        foreach (var image in set.Images)
        {
            var truths = set.Truths.Where(truth => truth.Image == image && truth.ClassId == classId)
                .Select(truth => (Truth: truth, Ignored: truth.Crowd || Outside(truth.Area ?? truth.Box.Width * truth.Box.Height, area)))
                .OrderBy(truth => truth.Ignored).ToList();
            countable += truths.Count(truth => !truth.Ignored);
            var used = new bool[truths.Count];
            var detections = set.Detections.Where(d => d.Image == image && d.ClassId == classId).OrderByDescending(d => d.Score);
            foreach (var detection in detections.Take(most))
            {
                var match = Match(detection.Box, truths, used, threshold);
                if (match >= 0)
                    used[match] = true;
                var ignored = match >= 0 ? truths[match].Ignored : Outside(detection.Box.Width * detection.Box.Height, area);
                found.Add((detection.Score, match >= 0, ignored));
            }
        }
        return countable == 0
            ? null
            : Summarize(found.OrderByDescending(d => d.Score).Where(d => !d.Ignored).Select(d => d.Hit), countable);
    }

    private static int Match(PixelBox box, List<(TruthBox Truth, bool Ignored)> truths, bool[] used, double threshold)
    {
        var (match, best) = (-1, threshold);
        for (var i = 0; i < truths.Count; i++)
        {
            if (used[i] && !truths[i].Truth.Crowd)
                continue;
            if (match >= 0 && !truths[match].Ignored && truths[i].Ignored)
                break;
            var iou = Iou(box, truths[i].Truth);
            if (iou >= best)
                (match, best) = (i, iou);
        }
        return match;
    }

    private static double Iou(PixelBox box, TruthBox truth)
    {
        var wide = Math.Min(box.Left + box.Width, truth.Box.Left + truth.Box.Width) - Math.Max(box.Left, truth.Box.Left);
        var high = Math.Min(box.Top + box.Height, truth.Box.Top + truth.Box.Height) - Math.Max(box.Top, truth.Box.Top);
        var both = Math.Max(0, wide) * Math.Max(0, high);
        return both / (truth.Crowd ? box.Width * box.Height : box.Width * box.Height + truth.Box.Width * truth.Box.Height - both);
    }

    private static (double Precision, double Recall) Summarize(IEnumerable<bool> hits, int countable)
    {
        var (right, seen, points) = (0, 0, new List<(double Recall, double Precision)>());
        foreach (var hit in hits)
        {
            right += hit ? 1 : 0;
            points.Add(((double)right / countable, (double)right / ++seen));
        }
        var sum = Enumerable.Range(0, 101)
            .Sum(i => points.Where(point => point.Recall >= i * 0.01).Select(point => point.Precision).DefaultIfEmpty(0).Max());
        return (sum / 101, (double)right / countable);
    }

    private static bool Outside(double pixels, int area) => pixels < Areas[area].Low || pixels > Areas[area].High;
}
