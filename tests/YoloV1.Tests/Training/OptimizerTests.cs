using TorchSharp.Modules;
using YoloV1.Training;
using static TorchSharp.torch;

namespace YoloV1.Tests.Training;

public sealed class OptimizerTests
{
    private const double Rate = 0.01;
    private const double Decay = 0.1;

    [Fact]
    public void Sgd_ChangesWeights_AsPyTorchs() => CompareWithTorch(
        new SgdRule(0.9),
        (weights, others) => optim.SGD([new SGD.ParamGroup(weights, new SGD.Options { LearningRate = Rate, momentum = 0.9, weight_decay = Decay }),
            new SGD.ParamGroup(others, new SGD.Options { LearningRate = Rate, momentum = 0.9, weight_decay = 0 })], Rate));

    [Fact]
    public void AdamW_ChangesWeights_AsPyTorchs() => CompareWithTorch(
        new AdamWRule(0.9),
        (weights, others) => optim.AdamW([new AdamW.ParamGroup(weights, new AdamW.Options { LearningRate = Rate, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = Decay }),
            new AdamW.ParamGroup(others, new AdamW.Options { LearningRate = Rate, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0 })], Rate));

    [Fact]
    public void OnADevice_RulesGiveTheSame_AsInTheProcessorsMemory()
    {
        using var scope = NewDisposeScope();
        foreach (var rule in new UpdateRule[] { new SgdRule(0.9), new AdamWRule(0.8) })
        {
            var (weights, first, second) = (randn(1000), randn(1000), rand(1000));
            var (sameWeights, sameFirst, sameSecond) = (weights.clone(), first.clone(), second.clone());
            for (var number = 1; number <= 3; number++)
            {
                var gradient = randn(1000);
                rule.Apply(weights, gradient, [first, second], new UpdateStep(Rate, Decay, number));
                rule.Apply(Numbers(sameWeights), Numbers(gradient), Numbers(sameFirst), Numbers(sameSecond), new UpdateStep(Rate, Decay, number));
            }
            sameWeights.allclose(weights, 1e-5, 1e-6).Should().BeTrue();
            sameFirst.allclose(first, 1e-5, 1e-6).Should().BeTrue();
        }
    }

    [Fact]
    public void Gradients_AreCutTogether_ToTheNorm()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (new Parameter(zeros(2)), new Parameter(zeros(1)));
        using var optimizer = new Optimizer([("a", a), ("b", b)], new SgdRule(0), decay: 0, gradientNorm: 1);
        (a.grad, b.grad) = (tensor([2f, 3f]), tensor([6f]));

        optimizer.Step(1).Should().BeApproximately(7, 1e-6);

        a.data<float>().Should().Equal([-2f / 7, -3f / 7], (x, y) => Math.Abs(x - y) < 1e-6);
        b.item<float>().Should().BeApproximately(-6f / 7, 1e-6f);
    }

    [Fact]
    public void Weights_StayAsTheyAre_WhenAGradientIsNotFinite()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(ones(3));
        using var optimizer = new Optimizer([("weight", weight)], new SgdRule(0.9), decay: 0, gradientNorm: 10);
        weight.grad = tensor([1f, float.NaN, 1f]);

        optimizer.Step(1).Should().Be(double.NaN);

        weight.data<float>().Should().Equal(1, 1, 1);
        optimizer.Updates.Should().Be(0);
    }

    [Fact]
    public void FrozenParameters_AreLeftAlone()
    {
        using var scope = NewDisposeScope();
        var (frozen, free) = (new Parameter(ones(2), requires_grad: false), new Parameter(ones(2)));
        using var optimizer = new Optimizer([("frozen", frozen), ("free", free)], new SgdRule(0.9), decay: 0.5, gradientNorm: 10);

        optimizer.State.Select(pair => pair.Key).Should().Equal("velocity.free");
    }

    private static Span<float> Numbers(Tensor tensor) => new RawNumbers(tensor).Slice(0, (int)tensor.numel());

    private static void CompareWithTorch(UpdateRule rule, Func<IEnumerable<Parameter>, IEnumerable<Parameter>, optim.Optimizer> create)
    {
        using var scope = NewDisposeScope();
        using var ours = TinyNetwork.Create(1);
        using var theirs = TinyNetwork.Create(1);
        using var optimizer = new Optimizer(ours.named_parameters(), rule, Decay, gradientNorm: double.MaxValue);
        using var reference = create(theirs.parameters().Where(p => p.dim() > 1), theirs.parameters().Where(p => p.dim() == 1));
        for (var step = 0; step < 4; step++)
        {
            foreach (var (our, their) in ours.parameters().Zip(theirs.parameters()))
            {
                our.grad = randn_like(our).detach();
                their.grad = our.grad.clone();
            }
            optimizer.Step(Rate);
            reference.step();
        }
        foreach (var (our, their) in ours.parameters().Zip(theirs.parameters()))
            our.allclose(their, 1e-5, 1e-6).Should().BeTrue();
    }
}
