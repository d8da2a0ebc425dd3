using BenchmarkDotNet.Attributes;
using YoloV1.Evaluation;

namespace YoloV1.Benchmarks.Parts;

/// <summary>VOC's mean average precision, beside its rules read aloud: a search through all truths for every detection.</summary>
public class VocPart : Part<double[]>
{
    private MeasuredSet _set = new(ClassNames.Voc, [], [], []);

    /// <summary>Images; 2.4 objects and 20 detections on each.</summary>
    [Params(500)]
    public override int Size { get; set; }

    protected override void Prepare() => _set = RandomBoxes.Measured(Size, ClassNames.Voc, 2.4, 20);

    protected override double[] RunReference() => [.. Enumerable.Range(0, _set.Classes.Count).Select(PrecisionOf)];

    protected override double[] RunProduct() => [.. VocMetric.Voc10.Measure(_set).Classes.Select(result => result.Ap ?? 0)];

    protected override IEnumerable<double> NumbersOf(double[] result) => result;

    private double PrecisionOf(int classId)
    {
        var truths = _set.Truths.Where(truth => truth.ClassId == classId).ToList();
        if (truths.Count == 0)
            return 0;
        var (taken, hits) = (new HashSet<TruthBox>(), new List<bool>());
        var detections = _set.Detections.Where(detection => detection.ClassId == classId);
        foreach (var detection in detections.OrderByDescending(detection => detection.Score))
        {
            var onImage = truths.Where(truth => truth.Image == detection.Image);
            var there = onImage.OrderByDescending(truth => truth.Box.VocIou(detection.Box)).Take(1).ToList();
            hits.Add(there is [var nearest] && nearest.Box.VocIou(detection.Box) > 0.5 && taken.Add(nearest));
        }
        return Area(hits, truths.Count);
    }

    /// <summary>Each hit adds its share of the recall at the best precision from there on.</summary>
    private static double Area(List<bool> hits, int count)
    {
        double[] precisions = [.. hits.Select((_, i) => hits.Take(i + 1).Count(hit => hit) / (i + 1.0))];
        return hits.Select((hit, i) => hit ? precisions.Skip(i).Max() / count : 0).Sum();
    }
}
