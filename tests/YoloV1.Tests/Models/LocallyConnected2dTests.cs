using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Tests.Models;

public sealed class LocallyConnected2dTests
{
    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(2, 2, 0)]
    [InlineData(1, 1, 0)]
    public void Forward_IsAConvolutionWithItsOwnWeightsAtEveryPlace(int kernel, int stride, int padding)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var spec = new LayerSpec.Local(3, kernel, stride, Activation.Linear) { Padding = padding };
        using var layer = new LocallyConnected2d(new FeatureMap(2, 5, 4), spec);
        var (weight, bias) = (layer.state_dict()["weight"], layer.state_dict()["bias"]);
        bias.copy_(rand(bias.shape));
        var input = rand(2, 2, 5, 4);

        var output = layer.call(input);

        output.shape.Should().Equal(2, 3, (5 + 2 * padding - kernel) / stride + 1, (4 + 2 * padding - kernel) / stride + 1);
        var columns = output.shape[3];
        foreach (var (n, f, y, x) in Places(output.shape))
        {
            var expected = bias[(f * output.shape[2] + y) * columns + x].item<float>();
            for (var c = 0; c < 2; c++)
                for (var ky = 0; ky < kernel; ky++)
                    for (var kx = 0; kx < kernel; kx++)
                    {
                        var (row, column) = (y * stride + ky - padding, x * stride + kx - padding);
                        if (row is >= 0 and < 5 && column is >= 0 and < 4)
                            expected += input[n, c, row, column].item<float>()
                                * weight[y * columns + x, f, (c * kernel + ky) * kernel + kx].item<float>();
                    }
            output[n, f, y, x].item<float>().Should().BeApproximately(expected, 1e-5f);
        }
    }

    [Fact]
    public void Constructor_RandomizesEveryLocation_OrTheFirstAloneAsDarknetDoes()
    {
        using var scope = NewDisposeScope();
        LivingLocations(LocalInitialization.Everywhere).Should().Be(9);
        LivingLocations(LocalInitialization.FirstLocation).Should().Be(1);
    }

    [Fact]
    public void Gradients_ReachEveryWeightAndBias()
    {
        using var scope = NewDisposeScope();
        using var layer = new LocallyConnected2d(new FeatureMap(2, 3, 3), new LayerSpec.Local(4, 3));

        layer.call(rand(2, 2, 3, 3)).sum().backward();

        layer.parameters().Should().HaveCount(2).And.OnlyContain(parameter => parameter.grad!.abs().sum().item<float>() > 0);
    }

    private static int LivingLocations(LocalInitialization initialization)
    {
        using var layer = new LocallyConnected2d(new FeatureMap(2, 3, 3), new LayerSpec.Local(4, 3) { Initialization = initialization });
        return (int)layer.state_dict()["weight"].abs().sum([1, 2]).gt(0).sum().item<long>();
    }

    private static IEnumerable<(int N, int F, int Y, int X)> Places(long[] shape) =>
        from n in Enumerable.Range(0, (int)shape[0])
        from f in Enumerable.Range(0, (int)shape[1])
        from y in Enumerable.Range(0, (int)shape[2])
        from x in Enumerable.Range(0, (int)shape[3])
        select (n, f, y, x);
}
