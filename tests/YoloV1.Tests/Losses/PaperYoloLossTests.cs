using System.Text.Json;
using CsCheck;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Tests.Golden;
using YoloV1.Training;
using static TorchSharp.torch;

namespace YoloV1.Tests.Losses;

public sealed class PaperYoloLossTests
{
    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, GoldenFile.Read("darknet_loss.json").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_IsDarknetsDelta(int index)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenFile.Read("darknet_loss.json")[index];
        var (n, grid) = (golden.Int("N"), new GridShape(golden.Int("S"), golden.Int("B"), golden.Int("C")));
        var sizes = golden.Int("sqrt") == 1 ? BoxSizeEncoding.SquareRoot : BoxSizeEncoding.Linear;
        var predictions = DarknetCells.FromFlat(golden.Floats("predictions"), n, grid).requires_grad_();
        var target = DarknetCells.FromTruth(golden.Floats("truth"), n, grid, sizes);
        using var loss = new PaperYoloLoss(grid, WeightsOf(golden), sizes);

        loss.call(predictions, target).backward();

        var delta = -predictions.grad! * n;
        var expected = DarknetCells.FromFlat(golden.Floats("delta"), n, grid);
        (delta - expected).abs().max().item<float>().Should().BeLessThan(1e-5f);
        delta.square().sum().item<float>().Should().BeApproximately((float)golden.Double("cost"), (float)(1e-5 * golden.Double("cost")));
    }

    [Fact]
    public void Loss_IsThatOfThePlainReference()
    {
        var cases = from s in Gen.Int[1, 4]
                    from b in Gen.Int[1, 3]
                    from c in Gen.Int[1, 4]
                    from seed in Gen.Int[0, 1_000_000]
                    select (s, b, c, seed);
        cases.Sample(
            sample =>
            {
                using var scope = NewDisposeScope();
                var grid = new GridShape(sample.s, sample.b, sample.c);
                var random = new Random(sample.seed);
                double[] predictions = [.. Enumerable.Range(0, grid.Length).Select(_ => random.NextDouble() * 2 - 0.5)];
                double[] target = [.. Enumerable.Range(0, grid.Length).Select(i => i % grid.D == 4 ? random.Next(2) : random.NextDouble())];
                using var loss = new PaperYoloLoss(grid);

                long[] shape = [1, grid.S, grid.S, grid.D];
                var value = loss.call(tensor(predictions, shape), tensor(target, shape)).item<double>();

                value.Should().BeApproximately(ScalarPaperLoss.Of(predictions, target, grid), 1e-9);
            },
            iter: 200);
    }

    [Fact]
    public void Gradient_DoesNotFlowThroughTheIoU()
    {
        using var scope = NewDisposeScope();
        // The box matches but for its size; were the IoU not a constant, w would feel the object's confidence error as well.
        var predictions = tensor(new float[] { .5f, .5f, .6f, .5f, 0f, 1f }, [1, 1, 1, 6], requires_grad: true);
        var target = tensor(new float[] { .5f, .5f, .5f, .5f, 1f, 1f }, [1, 1, 1, 6]);
        using var loss = new PaperYoloLoss(new GridShape(1, 1, 1));

        loss.call(predictions, target).backward();

        predictions.grad![0, 0, 0, 2].item<float>().Should().BeApproximately(5 * 0.1f, 1e-6f);
    }

    [Fact]
    public void Loss_IsZeroOrMore_AndFinite_WithoutAnyObject()
    {
        using var scope = NewDisposeScope();
        using var loss = new PaperYoloLoss(new GridShape(7, 2, 20));

        var parts = loss.Measure(ones(2, 7, 7, 30), zeros(2, 7, 7, 30));

        parts.NoObject.item<float>().Should().BeApproximately(0.5f / 2 * 98, 1e-4f);
        parts.Total.item<float>().Should().Be(parts.NoObject.item<float>());
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void OfATraining_LearnsTheIoU_UnlessTheNetworkOrTheOptionsSayNo(bool network, bool options, bool expected)
    {
        using var scope = NewDisposeScope();
        var config = YoloV1Config.Tiny with { GridSize = 1, ClassCount = 1, LossWeights = new(Rescore: network) };
        var (predictions, target) = (rand(2, 1, 1, 11), rand(2, 1, 1, 11));
        using var whole = new PaperYoloLoss(config.Grid, new(Coordinates: 3, Rescore: expected));

        using var loss = new TrainingOptions { LossWeights = new(Coordinates: 3, Rescore: options) }.CreateLoss(config);

        loss.call(predictions, target).item<float>().Should().Be(whole.call(predictions, target).item<float>());
    }

    private static LossWeights WeightsOf(JsonElement golden) => new()
    {
        Coordinates = golden.Double("coord_scale"),
        Object = golden.Double("object_scale"),
        NoObject = golden.Double("noobject_scale"),
        Class = golden.Double("class_scale"),
        Rescore = golden.Int("rescore") == 1,
    };
}
