using System.Runtime.Intrinsics;
using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Kernels;

/// <summary>The connected layer for a few images and its gradients against torch's.</summary>
public sealed class SmallBatchLinearTests
{
    [Fact]
    public void Gradients_AreThoseOfTorchsLayer()
    {
        using var scope = NewDisposeScope();
        var (input, weight, bias) = (Leaf(1, 5, 48), Leaf(2, 30, 48), Leaf(3, 30));

        var expected = Gradients(nn.functional.linear(input, weight, bias), input, weight, bias);
        var actual = Gradients(SmallBatchLinear.apply(input, weight, bias), input, weight, bias);

        foreach (var (ours, torchs) in actual.Zip(expected))
            Difference(ours, torchs).Should().BeLessThan(1e-5f);
    }

    [Fact]
    public void AHeadsGradients_AreTheSame_OfImagesTogetherAndOneByOne_AndAddUp()
    {
        using var scope = NewDisposeScope();
        using var model = new YoloV1Model(YoloV1Config.Tiny with
        {
            InputSize = ImageSize.Square(32),
            GridSize = 4,
            ClassCount = 3,
            Backbone = [new Convolution(4, 3), new MaxPool(), new Convolution(8, 3), new MaxPool(), new Convolution(8, 3), new MaxPool()],
            Head = [new FullyConnected(24, Activation.Leaky)],
        });
        model.eval();
        var images = rand([4, 3, 32, 32], generator: new Generator(1));
        var weight = model.named_parameters().Single(named => named.name == "head.1.weight").parameter;
        foreach (var image in images.split(1))
            model.call(image).square().sum().backward();
        var oneByOne = weight.grad!.clone();
        weight.grad = null;

        model.Head.train();
        model.call(images).square().sum().backward();
        Difference(weight.grad!, oneByOne).Should().BeLessThan(1e-5f);

        model.call(images).square().sum().backward();
        Difference(weight.grad!, 2 * oneByOne).Should().BeLessThan(1e-5f);
    }

    [SkippableFact]
    public void AHead_TakesIt_InTrainingWithGradientsAlone()
    {
        Skip.IfNot(Vector256.IsHardwareAccelerated, "This processor has no vectors of 256 bits.");
        using var scope = NewDisposeScope();
        using var head = new DetectionHead([new FullyConnected(24, Activation.Linear)], inFeatures: 512);
        var (input, weights) = (randn([4, 512, 1, 1], generator: new Generator(1)), head.state_dict());
        var (weight, bias) = (weights["1.weight"], weights["1.bias"]);
        var fast = SmallBatchMatMul.Connect(input.flatten(1), weight, bias);
        var plain = SmallBatchMatMul.Plain.Connect(input.flatten(1), weight, bias);

        fast.equal(plain).all().item<bool>().Should().BeFalse("they are told apart by how they round");
        head.train();
        head.call(input).equal(fast).all().item<bool>().Should().BeTrue();
        using (no_grad())
            head.call(input).equal(plain).all().item<bool>().Should().BeTrue();
        head.eval();
        head.call(input).equal(plain).all().item<bool>().Should().BeTrue();
    }

    private static Tensor Leaf(ulong seed, params long[] shape) => randn(shape, generator: new Generator(seed)).requires_grad_();

    private static List<Tensor> Gradients(Tensor output, params Tensor[] leaves)
    {
        // The output's gradient comes column by column, not row by row.
        output.t().contiguous().square().sum().backward();
        var gradients = leaves.Select(leaf => leaf.grad!.clone()).ToList();
        foreach (var leaf in leaves)
            leaf.grad = null;
        return gradients;
    }

    private static float Difference(Tensor actual, Tensor expected) =>
        ((actual - expected).abs().max() / expected.abs().max()).item<float>();
}
