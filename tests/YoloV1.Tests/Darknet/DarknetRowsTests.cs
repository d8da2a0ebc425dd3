using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Tests.Darknet;

public sealed class DarknetRowsTests : IDisposable
{
    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();

    [Theory]
    [InlineData(2, 2, 1)]
    [InlineData(3, 2, 2)]
    [InlineData(2, 1, 1)]
    [InlineData(3, 1, 2)]
    public void PaddedPool_TakesTheLargestOfWhatLiesInTheWindow(int size, int stride, int padding)
    {
        var input = randn(1, 1, 5, 5);

        var output = Through(new LayerSpec.MaxPool(size, stride) { Padding = padding }, input);

        var side = (5 + padding - size) / stride + 1;
        output.shape.Should().Equal(1, 1, side, side);
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                var inside = from row in Enumerable.Range(y * stride - padding / 2, size)
                             from column in Enumerable.Range(x * stride - padding / 2, size)
                             where row is >= 0 and < 5 && column is >= 0 and < 5
                             select input[0, 0, row, column].item<float>();
                output[0, 0, y, x].item<float>().Should().Be(inside.Max());
            }
    }

    [Fact]
    public void AveragePool_GivesTheMeanOfEveryChannel() =>
        Through(new LayerSpec.AveragePool(), arange(12f).view(1, 3, 2, 2)).flatten().data<float>().ToArray()
            .Should().Equal(1.5f, 5.5f, 9.5f);

    [Fact]
    public void Crop_TakesTheMiddle_AndCentresTheValuesUnlessToldNotTo()
    {
        var input = arange(3 * 5 * 4f).view(1, 3, 5, 4);

        Through(new LayerSpec.Crop(2, 2, Centered: false), input)[0, 0].flatten().data<float>().ToArray().Should().Equal(5, 6, 9, 10);
        Through(new LayerSpec.Crop(2, 2), input)[0, 0].flatten().data<float>().ToArray().Should().Equal(9, 11, 17, 19);
    }

    [Theory]
    [InlineData(Activation.Linear, -2, 3)]
    [InlineData(Activation.Leaky, -0.2f, 3)]
    [InlineData(Activation.Relu, 0, 3)]
    [InlineData(Activation.Ramp, -0.2f, 3.3f)]
    [InlineData(Activation.Logistic, 0.1192029f, 0.9525741f)]
    public void Activation_GivesDarknetsNumbers(Activation activation, float ofMinusTwo, float ofThree)
    {
        var output = activation.Of(tensor(new[] { -2f, 3f }));

        output[0].item<float>().Should().BeApproximately(ofMinusTwo, 1e-6f);
        output[1].item<float>().Should().BeApproximately(ofThree, 1e-6f);
    }

    [Theory]
    [InlineData(BatchNormEpsilon.InsideRoot)]
    [InlineData(BatchNormEpsilon.OutsideRoot)]
    public void BatchNorm_AddsItsEpsilonWhereTheConfigSays(BatchNormEpsilon epsilon)
    {
        using var norm = nn.BatchNorm2d(4);
        double[] variances = [0, 1e-8, 1e-4, 2];
        using (no_grad())
        {
            norm.running_var!.copy_(tensor(variances));
            norm.running_mean!.fill_(0.5f);
        }
        norm.eval();

        var output = Normalization.Of(norm, ones(1, 4, 1, 1), epsilon);

        for (var i = 0; i < variances.Length; i++)
        {
            var deviation = epsilon == BatchNormEpsilon.InsideRoot ? Math.Sqrt(variances[i] + 1e-5) : Math.Sqrt(variances[i]) + 1e-6;
            (output[0, i, 0, 0].item<float>() * deviation).Should().BeApproximately(0.5, 1e-6);
        }
    }

    [Fact]
    public void ToInsideRoot_KeepsWhatTheNormalisationDoes_AndHasAnInverse()
    {
        var variance = tensor(new[] { 1e-4f, 0.02f, 1f, 300f });

        var inside = Normalization.ToInsideRoot(variance);

        (inside + 1e-5).sqrt().allclose(variance.sqrt() + 1e-6, rtol: 1e-6).Should().BeTrue();
        Normalization.ToOutsideRoot(inside).allclose(variance, rtol: 1e-6).Should().BeTrue();
    }

    [Fact]
    public void Model_WithEveryKindOfRow_GivesOneGridAnImage()
    {
        var config = YoloV1Config.Tiny with
        {
            InputSize = new ImageSize(30, 22),
            GridSize = 3,
            AnyGrid = true,
            BatchNormEpsilon = BatchNormEpsilon.OutsideRoot,
            Backbone = [
                new LayerSpec.Crop(21, 27), new LayerSpec.Convolution(4, 3, Stride: 2),
                new LayerSpec.Dropout(0.5), new LayerSpec.MaxPool { Padding = 1 },
                new LayerSpec.Local(5, 3, Activation: Activation.Ramp), new LayerSpec.AveragePool(),
            ],
            Head = [new LayerSpec.FullyConnected(6, Activation.Relu, BatchNorm: true), new LayerSpec.FullyConnected(7)],
        };
        using var model = new YoloV1Model(config);
        model.eval();

        model.call(rand(2, 3, 22, 30)).shape.Should().Equal(2, 3, 3, 30);

        model.parameters().Sum(parameter => parameter.numel()).Should().Be(ModelSummary.Of(config).Parameters);
    }

    public void Dispose() => _scope.Dispose();

    private static Tensor Through(LayerSpec row, Tensor input)
    {
        using var network = new Backbone([row]);
        return network.call(input);
    }
}
