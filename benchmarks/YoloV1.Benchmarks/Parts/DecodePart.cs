using BenchmarkDotNet.Attributes;
using YoloV1.Grid;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A prediction to candidates, beside an indexer over [row, column, channel].</summary>
public class DecodePart : Part<List<Detection>>
{
    private const float Threshold = 0.2f;
    private GridShape _grid;
    private GridDecoder _decoder = new(default, default);
    private float[] _prediction = [];

    /// <summary>S.</summary>
    [Params(7, 28)]
    public override int Size { get; set; }

    protected override void Prepare()
    {
        _grid = new GridShape(Size, 2, 20);
        _decoder = new GridDecoder(_grid, BoxSizeEncoding.SquareRoot);
        var random = new Random(1);
        _prediction = [.. Enumerable.Range(0, _grid.Length).Select(_ => random.NextSingle())];
    }

    protected override List<Detection> RunReference()
    {
        float At(int row, int column, int channel) => _prediction[(row * _grid.S + column) * _grid.D + channel];
        return [..
            from row in Enumerable.Range(0, _grid.S)
            from column in Enumerable.Range(0, _grid.S)
            from b in Enumerable.Range(0, _grid.B)
            from classId in Enumerable.Range(0, _grid.C)
            let score = At(row, column, 5 * b + 4) * At(row, column, 5 * _grid.B + classId)
            where score > Threshold
            select new Detection(
                new Box(
                    (column + At(row, column, 5 * b)) / _grid.S, (row + At(row, column, 5 * b + 1)) / _grid.S,
                    MathF.Pow(At(row, column, 5 * b + 2), 2), MathF.Pow(At(row, column, 5 * b + 3), 2)),
                classId, score)];
    }

    protected override List<Detection> RunProduct()
    {
        var candidates = new List<Detection>();
        _decoder.Decode(_prediction, Threshold, candidates);
        return candidates;
    }

    protected override IEnumerable<double> NumbersOf(List<Detection> result) => result.SelectMany(detection => new double[]
    {
        detection.Box.CenterX, detection.Box.CenterY, detection.Box.Width, detection.Box.Height, detection.ClassId, detection.Score,
    });
}
