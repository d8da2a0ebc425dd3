using System.Text.Json;
using YoloV1.Losses;
using YoloV1.Tests.Golden;
using static TorchSharp.torch;

namespace YoloV1.Tests.Losses;

public sealed class YoloLossTests
{
    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, GoldenFile.Read("notebook_loss.json").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_AndItsGradient_AreTheNotebooks(int index)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenFile.Read("notebook_loss.json")[index];
        var (predictions, target) = Inputs(golden);
        using var loss = new YoloLoss(golden.Int("S"), golden.Int("B"), golden.Int("C"));

        var value = loss.call(predictions, target);
        value.backward();

        value.item<float>().Should().BeApproximately((float)golden.Double("loss"), Within(golden.Double("loss")));
        var gradient = predictions.grad!.to(ScalarType.Float64);
        gradient.abs().sum().item<double>().Should().BeApproximately(golden.Double("grad_abs_sum"), Within(golden.Double("grad_abs_sum")));
        gradient.sum().item<double>().Should().BeApproximately(golden.Double("grad_sum"), Within(golden.Double("grad_abs_sum")));
        gradient.flatten()[..40].data<double>().ToArray().Zip(golden.Floats("grad_head"))
            .Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) <= 1e-5 * Math.Max(1, Math.Abs(pair.Second)));
    }

    [Fact]
    public void Loss_IsWorkedByHand_ForOneCell()
    {
        using var scope = NewDisposeScope();
        using var loss = new YoloLoss(1, 1, 2);
        var predictions = tensor(new float[] { .5f, .5f, .2f, .2f, .8f, .9f, .3f }, [1, 1, 1, 7]);
        var target = tensor(new float[] { .4f, .6f, .3f, .1f, 1f, 1f, 0f }, [1, 1, 1, 7]);

        // 5 * (4 * 0.1^2) + 0.2^2 + (0.1^2 + 0.3^2)
        loss.call(predictions, target).item<float>().Should().BeApproximately(0.34f, 1e-6f);
    }

    [Fact]
    public void Measure_NamesTheShapes_WhenThePredictionsDoNotFit()
    {
        using var scope = NewDisposeScope();
        using var loss = new YoloLoss();

        var measuring = () => loss.Measure(zeros(1, 7, 7, 25), zeros(1, 7, 7, 30));

        measuring.Should().Throw<ArgumentException>().WithMessage("*[1, 7, 7, 25]*[N, 7, 7, 30]*");
    }

    private static float Within(double value) => (float)(1e-5 * Math.Abs(value));

    private static (Tensor Predictions, Tensor Target) Inputs(JsonElement golden)
    {
        var (n, s, d, seed) = (golden.Int("N"), golden.Int("S"), 5 * golden.Int("B") + golden.Int("C"), golden.Int("seed"));
        var count = n * s * s * d;
        var values = Array.ConvertAll(GoldenFile.Fill(count, 10 * seed + 1), u => (float)(2 * u - 0.5));
        var predictions = tensor(values, [n, s, s, d], requires_grad: true);
        var target = tensor(Array.ConvertAll(GoldenFile.Fill(count, 10 * seed + 2), u => (float)u), [n, s, s, d]);
        var confidence = golden.GetProperty("mode").GetString() switch
        {
            "mixed" => tensor(Array.ConvertAll(GoldenFile.Fill(n * s * s, 10 * seed + 3), u => u < 0.3 ? 1f : 0f), [n, s, s]),
            "none" => zeros(n, s, s),
            _ => target[.., .., .., 4],
        };
        target[.., .., .., 4] = confidence;
        return (predictions, target);
    }
}
