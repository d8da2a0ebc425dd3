using BenchmarkDotNet.Attributes;
using TorchSharp;
using YoloV1.Grid;
using YoloV1.Losses;
using YoloV1.Tests;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>The paper's loss of a batch without its gradient, beside cell by cell and box by box.</summary>
public class LossPart : Part<double>
{
    private static readonly GridShape Grid = new(7, 2, 20);
    private static readonly PaperYoloLoss Loss = new(Grid);
    private double[][] _predictions = [];
    private double[][] _targets = [];
    private Tensor _predicted = torch.zeros(0);
    private Tensor _wanted = torch.zeros(0);

    /// <summary>Images of the batch.</summary>
    [Params(16)]
    public override int Size { get; set; }

    protected override void Prepare()
    {
        var random = new Random(1);
        double[] Noise() => [.. Enumerable.Range(0, Grid.Length).Select(_ => (double)random.NextSingle())];
        _predictions = [.. Enumerable.Range(0, Size).Select(_ => Noise())];
        _targets = [.. Enumerable.Range(0, Size).Select(TargetOf)];
        (_predicted, _wanted) = (ToTensor(_predictions), ToTensor(_targets));
    }

    protected override double RunReference() =>
        _predictions.Zip(_targets, (prediction, target) => ScalarPaperLoss.Of(prediction, target, Grid)).Average();

    protected override double RunProduct()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return Loss.call(_predicted, _wanted).item<float>();
    }

    protected override IEnumerable<double> NumbersOf(double result) => [result];

    private static double[] TargetOf(int seed)
    {
        var target = new float[Grid.Length];
        new GridEncoder(Grid, BoxSizeEncoding.SquareRoot).Encode(
            [.. RandomBoxes.Detections(5, Grid.C, seed).Select(detection => new LabeledBox(detection.Box, detection.ClassId))], target);
        return Array.ConvertAll(target, number => (double)number);
    }

    private Tensor ToTensor(double[][] images) =>
        tensor(images.SelectMany(image => image).ToArray()).to_type(ScalarType.Float32)
            .view(Size, Grid.S, Grid.S, Grid.D);                                     // [N, S, S, D]
}
