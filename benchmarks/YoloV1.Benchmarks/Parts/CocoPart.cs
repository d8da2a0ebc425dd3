using BenchmarkDotNet.Attributes;
using YoloV1.Evaluation;
using YoloV1.Tests;

namespace YoloV1.Benchmarks.Parts;

/// <summary>COCO's twelve numbers, beside the steps of their description one setting at a time.</summary>
public class CocoPart : Part<double[]>
{
    private static readonly ClassNames Classes = new(["cat", "dog", "owl"]);
    private MeasuredSet _set = new(Classes, [], [], []);

    /// <summary>Images; 7 objects and 20 detections on each.</summary>
    [Params(50)]
    public override int Size { get; set; }

    protected override void Prepare() => _set = RandomBoxes.Measured(Size, Classes, 7, 20);

    protected override double[] RunReference() => [.. new PlainCoco(_set).Numbers().Select(number => number ?? -1)];

    protected override double[] RunProduct()
    {
        var numbers = CocoMetric.Default.Measure(_set).Coco!;
        double?[] all =
        [
            numbers.Ap, numbers.Ap50, numbers.Ap75, numbers.ApSmall, numbers.ApMedium, numbers.ApLarge,
            numbers.Ar1, numbers.Ar10, numbers.Ar100, numbers.ArSmall, numbers.ArMedium, numbers.ArLarge,
        ];
        return [.. all.Select(number => number ?? -1)];
    }

    protected override IEnumerable<double> NumbersOf(double[] result) => result;
}
