using BenchmarkDotNet.Attributes;
using YoloV1.Geometry;

namespace YoloV1.Benchmarks.Parts;

/// <summary>Non-maximum suppression of candidates of 20 classes, beside its definition.</summary>
public class NonMaxSuppressionPart : Part<List<Detection>>
{
    private const float IouThreshold = 0.4f;
    private Detection[] _candidates = [];
    private Detection[] _work = [];

    /// <summary>Candidates; 1,960 are all that the paper's grid has.</summary>
    [Params(98, 1960)]
    public override int Size { get; set; }

    protected override void Prepare()
    {
        _candidates = RandomBoxes.Detections(Size, 20);
        _work = new Detection[Size];
    }

    protected override List<Detection> RunReference() => NonMaxSuppression.ByDefinition(_candidates, IouThreshold);

    protected override List<Detection> RunProduct()
    {
        _candidates.CopyTo(_work, 0);
        var count = NonMaxSuppression.Keep(_work, IouThreshold);
        return [.. _work.AsSpan(0, count)];
    }

    protected override IEnumerable<double> NumbersOf(List<Detection> result) =>
        result.SelectMany(detection => new double[] { detection.Box.CenterX, detection.ClassId, detection.Score });
}
