using YoloV1.Benchmarks.Parts;
using YoloV1.Geometry;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Growth;

/// <summary>The curves: the network by batch, input and grid, and non-maximum suppression by candidates.</summary>
internal static class Curves
{
    private const float IouThreshold = 0.4f;

    // 448 pixels have a map of 7x7 behind them, which all of these grids are multiples of; other inputs take what comes.
    private static readonly YoloV1Config Tiny = YoloV1Config.Tiny;

    public static IReadOnlyList<Curve> All { get; } =
    [
        new("batch", "images of a run", "images a second", "ms an image",
            () => Sizes(1, 2, 4, 8, 16, 32).Select(batch => Predict(batch, Tiny, batch, batch))),
        new("input", "side of the input in pixels", "images a second", "ms a megapixel", () => Sizes(224, 336, 448, 560, 672, 784, 896)
            .Select(side => Predict(side, Tiny with { AnyGrid = true, InputSize = ImageSize.Square(side) }, 1, side * side / 1e6))),
        new("grid", "S", "images a second", "ms an image",
            () => Sizes(7, 14, 21, 28).Select(s => Predict(s, Tiny with { GridSize = s }, 1, 1))),
        new("nms", "candidates of 20 classes", "ms", "us a candidate",
            () => Suppress(count => RandomBoxes.Detections(count, 20))) { Logarithmic = true },
        new("nms-apart", "candidates of 80 classes, which hardly overlap", "ms", "us a candidate", () => Suppress(Apart))
            { Logarithmic = true },
    ];

    private static int[] Sizes(params int[] sizes) => sizes;

    private static CurvePoint Predict(double x, YoloV1Config config, int batch, double work)
    {
        using var model = new YoloV1Model(config);
        using var network = new InferenceNetwork(config, new TensorDictionary(model.state_dict(), "The network"), CPU, Precision.Float32);
        // [N, 3, H, W]
        using var images = rand([batch, config.InputSize.Height, config.InputSize.Width, 3], ScalarType.Float32, CPU).permute(0, 3, 1, 2);
        var milliseconds = Stopping.Least(() => network.Run(images).Dispose());
        return new(x, 1000 * batch / milliseconds, milliseconds / work);
    }

    private static IEnumerable<CurvePoint> Suppress(Func<int, Detection[]> candidates)
    {
        foreach (var count in Sizes(100, 300, 1_000, 3_000, 10_000, 30_000, 100_000))
        {
            var all = candidates(count);
            var work = new Detection[count];
            var milliseconds = Stopping.Least(() =>
            {
                all.CopyTo(work, 0);
                NonMaxSuppression.Keep(work, IouThreshold);
            });
            yield return new(count, milliseconds, 1000 * milliseconds / count);
        }
    }

    /// <summary>The boxes of a class side by side, so that all stay: the most work that there can be.</summary>
    private static Detection[] Apart(int count)
    {
        const int Classes = 80;
        var (random, side) = (new Random(1), (int)Math.Ceiling(Math.Sqrt((double)count / Classes)));
        return [.. Enumerable.Range(0, count).Select(i => new Detection(
            new Box((i / Classes % side + 0.5f) / side, (i / Classes / side + 0.5f) / side, 1f / side, 1f / side), i % Classes,
            random.NextSingle()))];
    }
}
