using BenchmarkDotNet.Attributes;
using YoloV1.Geometry;

namespace YoloV1.Benchmarks.Parts;

/// <summary>The overlap of every box with every other, beside the four cases of which edge comes first.</summary>
public class IouPart : Part<float>
{
    private Box[] _boxes = [];

    [Params(300)]
    public override int Size { get; set; }

    protected override void Prepare() => _boxes = [.. RandomBoxes.Detections(Size, 1).Select(detection => detection.Box)];

    protected override float RunReference() => SumOverPairs(Plain);

    protected override float RunProduct() => SumOverPairs(Iou.Of);

    protected override IEnumerable<double> NumbersOf(float result) => [result];

    private float SumOverPairs(Func<Box, Box, float> overlap)
    {
        var sum = 0f;
        foreach (var a in _boxes)
            foreach (var b in _boxes)
                sum += overlap(a, b);
        return sum;
    }

    private static float Plain(Box a, Box b)
    {
        var common = Common(a.Left, a.Right, b.Left, b.Right) * Common(a.Top, a.Bottom, b.Top, b.Bottom);
        return common / (a.Width * a.Height + b.Width * b.Height - common);
    }

    private static float Common(float from, float to, float otherFrom, float otherTo)
    {
        if (otherFrom >= to || from >= otherTo)
            return 0;
        return (to < otherTo ? to : otherTo) - (from > otherFrom ? from : otherFrom);
    }
}
