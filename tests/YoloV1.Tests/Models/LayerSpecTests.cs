using YoloV1.Models;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Models;

public sealed class LayerSpecTests
{
    private static readonly FeatureMap Input = new(4, 9, 7);

    private static readonly Dictionary<string, LayerSpec> Rows = new()
    {
        ["a convolution"] = new Convolution(6, 3),
        ["a convolution with a stride"] = new Convolution(6, 3, Stride: 2),
        ["a convolution without padding"] = new Convolution(5, 3, BatchNorm: false) { Padding = 0 },
        ["a convolution with bias and normalisation"] = new Convolution(5, 1, Bias: true),
        ["a pool"] = new MaxPool(),
        ["a pool over the edge"] = new MaxPool(3, 2) { Padding = 2 },
        ["an average"] = new AveragePool(),
        ["a locally connected layer"] = new Local(3, 3),
        ["a locally connected layer with a stride"] = new Local(3, 2, Stride: 3) { Padding = 1 },
        ["a crop"] = new Crop(5, 3),
        ["dropout"] = new LayerSpec.Dropout(0.25),
        ["cells"] = new Cells(2),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void OutputOf_IsTheShapeThatTheModuleGives(string name)
    {
        using var scope = NewDisposeScope();
        using var module = Backbone.Build(Rows[name], Input, BatchNormEpsilon.InsideRoot);

        var given = module.call(rand(2, Input.Channels, Input.Height, Input.Width));

        var output = Rows[name].OutputOf(Input);
        given.shape.Should().Equal(given.dim() == 2 ? [2, output.Channels] : [2, output.Channels, output.Height, output.Width]);
        given.numel().Should().Be(2 * output.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WeightsFor_AreTheModules(string name)
    {
        using var module = Backbone.Build(Rows[name], Input, BatchNormEpsilon.InsideRoot);

        var shapes = Rows[name].WeightsFor(Input);

        var named = shapes?.Parameters(Rows[name] is Convolution ? "conv" : "", "bn")
            .Select(pair => (pair.Key.TrimStart('.'), $"{pair.Value}")) ?? [];
        named.Should().BeEquivalentTo(module.named_parameters().Select(pair => (pair.name, $"{TensorInfo.Of(pair.parameter)}")));
        var statistics = shapes?.Statistics("bn").Select(pair => (pair.Key, $"{pair.Value}")) ?? [];
        statistics.Should().BeEquivalentTo(module.named_buffers().Select(pair => (pair.name, $"{TensorInfo.Of(pair.buffer)}")));
    }

    /// <summary>Two for each multiplication: output values times the values of a window.</summary>
    [Theory]
    [InlineData("a convolution", 2 * (6 * 9 * 7) * (4 * 3 * 3))]
    [InlineData("a convolution with a stride", 2 * (6 * 5 * 4) * (4 * 3 * 3))]
    [InlineData("a convolution without padding", 2 * (5 * 7 * 5) * (4 * 3 * 3))]
    [InlineData("a locally connected layer", 2 * (3 * 9 * 7) * (4 * 3 * 3))]
    [InlineData("a locally connected layer with a stride", 2 * (3 * 4 * 3) * (4 * 2 * 2))]
    [InlineData("a pool", 0)]
    [InlineData("dropout", 0)]
    public void OperationsFor_CountsEachMultiplicationTwice(string name, long operations) =>
        Rows[name].OperationsFor(Input).Should().Be(operations);

    [Fact]
    public void AFullyConnectedRow_SeesEveryValue()
    {
        var row = new FullyConnected(10);

        row.OutputOf(Input).Should().Be(new FeatureMap(10, 1, 1));
        row.OperationsFor(Input).Should().Be(2 * 10 * 252);
        row.WeightsFor(Input)!.Parameters("head.1", "head.2.bn").Select(pair => $"{pair.Key} {pair.Value}").Should().Equal(
            "head.1.weight Float32 [10, 252]", "head.1.bias Float32 [10]");
    }

    [Theory]
    [InlineData("a convolution", "conv 3x3/1", 1, true)]
    [InlineData("a convolution with a stride", "conv 3x3/2", 2, true)]
    [InlineData("a pool over the edge", "max 3x3/2", 2, true)]
    [InlineData("an average", "average", 1, true)]
    [InlineData("a locally connected layer with a stride", "local 2x2/3", 3, true)]
    [InlineData("a crop", "crop 3x5", 1, true)]
    [InlineData("dropout", "dropout 0.25", 1, false)]
    [InlineData("cells", "cells 2x2", 1, true)]
    public void Row_KnowsItsSummaryItsReductionAndWhetherItIsSpatial(string name, string summary, int reduction, bool isSpatial) =>
        (Rows[name].Summary, Rows[name].Reduction, Rows[name].IsSpatial).Should().Be((summary, reduction, isSpatial));

    [Fact]
    public void WithoutStride_KeepsTheSides()
    {
        new Convolution(6, 3, Stride: 2).WithoutStride().Should().Be(new Convolution(6, 3));
        new MaxPool(3, 2).WithoutStride()!.OutputOf(Input).Should().Be(Input);
        new Convolution(6, 3).WithoutStride().Should().BeNull();
        new Local(3, 3, Stride: 2).WithoutStride().Should().BeNull("other locations need weights of their own");
    }

    [Fact]
    public void Check_RefusesASettingOutsideItsBounds()
    {
        Refusal(new Convolution(0, 3)).Should().Match("In 'net', the filters of Convolution*is 0; it must be from 1 to 1048576.");
        Refusal(new Convolution(4, 1024)).Should().Match("*the window of*1024*from 1 to 1023.");
        Refusal(new Convolution(4, 3) { Padding = -1 }).Should().Match("*the padding of*-1*from 0 to 1023.");
        Refusal(new Convolution(4, 3, Activation: (Activation)9)).Should().Match("The activation of*'net' is not one of Linear, Leaky, *");
        Refusal(new Local(4, 3, Stride: 0)).Should().Match("*the stride of Local*");
        Refusal(new MaxPool(0)).Should().Match("*the window of MaxPool*");
        Refusal(new Crop(4, 0)).Should().Match("*the smaller side of Crop*");
        Refusal(new FullyConnected(0)).Should().Match("*the outputs of FullyConnected*");
        Refusal(new LayerSpec.Dropout(1)).Should().Match("The probability of Dropout*'net' must be from 0 to below 1.");
        Refusal(new LayerSpec.Dropout(double.NaN)).Should().Match("The probability of*");

        static string Refusal(LayerSpec row) =>
            FluentActions.Invoking(() => row.Check(new SettingCheck("net"))).Should().Throw<ArgumentException>().Which.Message;
    }
}
