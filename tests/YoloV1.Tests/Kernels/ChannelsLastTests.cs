using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Kernels;

public sealed class ChannelsLastTests
{
    [Fact]
    public void OrderInMemory_ChangesNeitherPredictionsNorGradients()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        // 73,728 and 1,179,648 weights; below and above 16 for each of 65,536 values.
        var config = YoloV1Config.Tiny with
        {
            InputSize = ImageSize.Square(16),
            GridSize = 8,
            Backbone = [new Convolution(64, 3), new MaxPool(), new Convolution(128, 3), new Convolution(1024, 3), new Convolution(8, 1)],
        };
        using var model = new YoloV1Model(config);
        var images = rand(2, 3, 16, 16);
        var (expected, before) = Run(model, images);

        ChannelsLast.Apply(model, _ => 1 << 16);
        var (actual, after) = Run(model, ChannelsLast.Of(images));

        actual.allclose(expected, 1e-3, 1e-4).Should().BeTrue();
        foreach (var (name, gradient) in after)
            gradient.allclose(before[name], 1e-2, 1e-4 * before[name].abs().max().item<float>()).Should().BeTrue(name);
        model.state_dict()["darknet.2.conv.weight"].is_contiguous().Should().BeFalse();
        model.state_dict()["darknet.3.conv.weight"].is_contiguous().Should().BeTrue();
        foreach (var (name, parameter) in model.named_parameters())
            parameter.grad!.stride().Should().Equal(parameter.stride(), $"the optimizer goes through {name} and its gradient side by side");
    }

    private static (Tensor Predictions, Dictionary<string, Tensor> Gradients) Run(YoloV1Model model, Tensor images)
    {
        foreach (var parameter in model.parameters())
            parameter.grad = null;
        var predictions = model.call(images);
        predictions.square().sum().backward();
        return (predictions.detach(), model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone()));
    }
}
