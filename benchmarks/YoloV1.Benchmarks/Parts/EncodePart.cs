using BenchmarkDotNet.Attributes;
using YoloV1.Grid;

namespace YoloV1.Benchmarks.Parts;

/// <summary>Objects to a target, beside a search of every cell's object.</summary>
public class EncodePart : Part<float[]>
{
    private static readonly GridShape Grid = new(7, 2, 20);
    private readonly GridEncoder _encoder = new(Grid, BoxSizeEncoding.SquareRoot);
    private LabeledBox[] _objects = [];

    /// <summary>Objects.</summary>
    [Params(20)]
    public override int Size { get; set; }

    protected override void Prepare() =>
        _objects = [.. RandomBoxes.Detections(Size, Grid.C).Select(detection => new LabeledBox(detection.Box, detection.ClassId))];

    protected override float[] RunReference() => [..
        from row in Enumerable.Range(0, Grid.S)
        from column in Enumerable.Range(0, Grid.S)
        from number in CellOf(Array.FindIndex(_objects, there => IsIn(there.Box, row, column)))
        select number];

    protected override float[] RunProduct()
    {
        var target = new float[Grid.Length];
        _encoder.Encode(_objects, target);
        return target;
    }

    protected override IEnumerable<double> NumbersOf(float[] result) => result.Select(number => (double)number);

    private static bool IsIn(Box box, int row, int column) =>
        (int)(box.CenterY * Grid.S) == row && (int)(box.CenterX * Grid.S) == column;

    private float[] CellOf(int index)
    {
        var cell = new float[Grid.D];
        if (index < 0)
            return cell;
        var (box, classId, _, _) = _objects[index];
        float[] first = [box.CenterX * Grid.S % 1, box.CenterY * Grid.S % 1, MathF.Sqrt(box.Width), MathF.Sqrt(box.Height), 1];
        first.CopyTo(cell, 0);
        cell[5 * Grid.B + classId] = 1;
        return cell;
    }
}
