using TorchSharp.Modules;
using YoloV1.Kernels;
using YoloV1.Training;
using static TorchSharp.torch;

namespace YoloV1.Tests.Training;

[Collection(Alone.Name)]
public sealed class OptimizerTests
{
    private const double Rate = 0.01;
    private const double Decay = 0.1;

    /// <summary>
    /// One weight's update by the book: the weight, its gradient, two memories, the decay, the number of the step from 1.
    /// </summary>
    private delegate double Formula(double weight, double gradient, double[] memory, double decay, int number);

    [Fact]
    public void Sgd_ChangesWeights_AsTheFormulaSays() => CompareWithFormula(new SgdRule(0.9), (weight, gradient, memory, decay, _) =>
    {
        memory[0] = 0.9 * memory[0] + gradient + decay * weight;
        return weight - Rate * memory[0];
    });

    [Fact]
    public void AdamW_ChangesWeights_AsTheFormulaSays() => CompareWithFormula(new AdamWRule(0.9), (weight, gradient, memory, decay, step) =>
    {
        memory[0] = 0.9 * memory[0] + 0.1 * gradient;
        memory[1] = 0.999 * memory[1] + 0.001 * gradient * gradient;
        var (first, second) = (memory[0] / (1 - Math.Pow(0.9, step)), memory[1] / (1 - Math.Pow(0.999, step)));
        return weight - Rate * decay * weight - Rate * first / (Math.Sqrt(second) + 1e-8);
    });

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
                rule.Apply(
                    Numbers(sameWeights), Numbers(gradient), Numbers(sameFirst), Numbers(sameSecond), new UpdateStep(Rate, Decay, number));
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
        using var optimizer = new Optimizer([("a", a, 1), ("b", b, 1)], new SgdRule(0), decay: 0, gradientNorm: 1);
        (a.grad, b.grad) = (tensor([2f, 3f]), tensor([6f]));

        optimizer.Step(1).Should().BeApproximately(7, 1e-6);

        a.data<float>().Should().Equal([-2f / 7, -3f / 7], (x, y) => Math.Abs(x - y) < 1e-6);
        b.item<float>().Should().BeApproximately(-6f / 7, 1e-6f);
    }

    [Fact]
    public void Gradients_AreTakenWhole_WithoutANorm()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(zeros(2));
        using var optimizer = new Optimizer([("weight", weight, 1)], new SgdRule(0), decay: 0, gradientNorm: null);
        weight.grad = tensor([3e6f, 4e6f]);

        optimizer.Step(1).Should().BeApproximately(5e6, 1);

        weight.data<float>().Should().Equal(-3e6f, -4e6f);
    }

    [Fact]
    public void Share_IsTaken_AfterTheGradientsWereCut()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (new Parameter(zeros(2)), new Parameter(zeros(1)));
        using var optimizer = new Optimizer([("a", a, 0.5), ("b", b, 1)], new SgdRule(0), decay: 0, gradientNorm: 1);
        (a.grad, b.grad) = (tensor([2f, 3f]), tensor([6f]));

        optimizer.Step(1).Should().BeApproximately(7, 1e-6);

        a.data<float>().Should().Equal([-1f / 7, -1.5f / 7], (x, y) => Math.Abs(x - y) < 1e-6);
        b.item<float>().Should().BeApproximately(-6f / 7, 1e-6f);
    }

    [Fact]
    public void Weights_StayAsTheyAre_WhenAGradientIsNotFinite()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(ones(3));
        using var optimizer = new Optimizer([("weight", weight, 1)], new SgdRule(0.9), decay: 0, gradientNorm: 10);
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
        using var optimizer = new Optimizer([("frozen", frozen, 1), ("free", free, 1)], new SgdRule(0.9), decay: 0.5, gradientNorm: 10);

        optimizer.State.Select(pair => pair.Key).Should().Equal("velocity.free");
    }

    private static Span<float> Numbers(Tensor tensor) => new FlatTensor(tensor).Slice(0, (int)tensor.numel());

    private static void CompareWithFormula(UpdateRule rule, Formula formula)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var (matrix, vector) = (new Parameter(randn([7, 11], generator: generator)), new Parameter(randn([300], generator: generator)));
        using var optimizer = new Optimizer([("matrix", matrix, 1), ("vector", vector, 1)], rule, Decay, gradientNorm: double.MaxValue);
        Parameter[] parameters = [matrix, vector];
        var expected = parameters.Select(parameter => parameter.data<float>().Select(number => (double)number).ToArray()).ToArray();
        double[][][] memories =
            [.. parameters.Select(parameter => Enumerable.Range(0, (int)parameter.numel()).Select(_ => new double[2]).ToArray())];
        for (var step = 1; step <= 4; step++)
        {
            foreach (var parameter in parameters)
                parameter.grad = randn(parameter.shape, generator: generator);
            foreach (var (which, parameter) in parameters.Index())
                foreach (var (i, gradient) in parameter.grad!.data<float>().ToArray().Index())
                    expected[which][i] = formula(expected[which][i], gradient, memories[which][i], parameter.dim() > 1 ? Decay : 0, step);
            optimizer.Step(Rate);
        }
        foreach (var (which, parameter) in parameters.Index())
            parameter.data<float>().ToArray().Zip(expected[which]).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-5);
    }
}
