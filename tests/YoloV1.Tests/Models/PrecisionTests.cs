using YoloV1.Models;
using YoloV1.Tests.Training;
using static TorchSharp.torch;

namespace YoloV1.Tests.Models;

public sealed class PrecisionTests
{
    [Fact]
    public void InBFloat16_PredictionsAndGradients_AreNearThoseOfFloat32()
    {
        using var scope = NewDisposeScope();
        using var model = TinyNetwork.Create(1, TinyNetwork.Config with { Dropout = 0 });
        var images = rand(4, 3, 32, 32);

        var (whole, wholeGradients) = Run(model, Precision.Float32, images);
        var (half, halfGradients) = Run(model, Precision.BFloat16, images);

        half.dtype.Should().Be(ScalarType.Float32);
        Distance(half, whole).Should().BeInRange(1e-5, 0.03);
        foreach (var (name, gradient) in halfGradients)
        {
            gradient.dtype.Should().Be(ScalarType.Float32, name);
            // Eight significant bits a product, through all layers and back.
            Distance(gradient, wholeGradients[name]).Should().BeLessThan(0.3, name);
        }
    }

    [Fact]
    public void WeightsAndStatistics_StayFloat32()
    {
        using var scope = NewDisposeScope();
        using var model = TinyNetwork.Create(1);
        model.Precision = Precision.BFloat16;
        model.train();
        model.call(rand(2, 3, 32, 32));

        model.state_dict().Values.Where(tensor => tensor.is_floating_point()).Should()
            .OnlyContain(tensor => tensor.dtype == ScalarType.Float32);
    }

    [Fact]
    public void Auto_IsRefused_SinceOnlyADeviceGivesItAMeaning()
    {
        using var model = TinyNetwork.Create(1);
        var set = () => model.Precision = Precision.Auto;
        set.Should().Throw<ArgumentException>().WithMessage("*resolve Auto*");
    }

    [Fact]
    public void Int8_IsRefused_SinceModulesComputeWithFloats()
    {
        using var model = TinyNetwork.Create(1);

        var set = () => model.Precision = Precision.Int8;

        set.Should().Throw<ArgumentException>().WithMessage("*computes in Float32 or BFloat16; Int8 is for a detector*");
        model.Precision.Should().Be(Precision.Float32);
    }

    private static (Tensor Predictions, Dictionary<string, Tensor> Gradients) Run(YoloV1Model model, Precision precision, Tensor images)
    {
        model.Precision = precision;
        model.train();
        foreach (var parameter in model.parameters())
            parameter.grad = null;
        var predictions = model.call(images);
        predictions.square().sum().backward();
        return (predictions.detach(), model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone()));
    }

    /// <summary>The norm of the difference as a share of the norm.</summary>
    private static double Distance(Tensor actual, Tensor expected) => ((actual - expected).norm() / expected.norm()).item<float>();
}
