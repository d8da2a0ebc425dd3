using YoloV1.Models;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Models;

public sealed class NetworkRowTests
{
    public static TheoryData<string> Names => [.. YoloV1Config.Presets.Select(preset => preset.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void State_HasEveryTensorOfTheNetwork(string name)
    {
        var preset = YoloV1Config.FromName(name);
        ShouldBeTheModules(preset.HeadWidth == 0 ? preset : preset with { HeadWidth = 3 });
    }

    [Fact]
    public void State_HasEveryTensor_WhateverTheHead() => ShouldBeTheModules(new YoloV1Config
    {
        Name = "test",
        GridSize = 2,
        InputSize = ImageSize.Square(8),
        Backbone = [new Convolution(4, 3, Bias: true), new MaxPool(), new LayerSpec.Dropout(), new Local(3, 3), new MaxPool()],
        Head = [new FullyConnected(5, BatchNorm: true), new LayerSpec.Dropout(), new FullyConnected(6, Activation.Relu, BatchNorm: true), new FullyConnected(4)],
    });

    [Theory]
    [InlineData("tiny")]
    [InlineData("darknet")]
    public void State_HasEveryTensor_OfASharedHead(string name)
    {
        var config = YoloV1Config.FromName(name) with { SharedHead = true };

        ShouldBeTheModules(config);
        ModelSummary.Of(config).Parameters.Should().Be(NetworkRow.Of(config).SelectMany(row => row.State()).Where(pair => !pair.Key.Contains("running", StringComparison.Ordinal) && !pair.Key.Contains("tracked", StringComparison.Ordinal))
            .Sum(pair => pair.Value.Shape.Aggregate(1L, (product, side) => product * side)));
    }

    private static void ShouldBeTheModules(YoloV1Config config)
    {
        using var model = new YoloV1Model(config);

        var modules = model.named_parameters().Select(pair => (pair.name, TensorInfo.Of(pair.parameter)))
            .Concat(model.named_buffers().Select(pair => (pair.name, TensorInfo.Of(pair.buffer))));

        var state = NetworkRow.Of(config).SelectMany(row => row.State()).Select(pair => (pair.Key, pair.Value));

        state.Select(Describe).Should().BeEquivalentTo(modules.Select(Describe));

        static string Describe((string Name, TensorInfo Info) tensor) => $"{tensor.Name}: {tensor.Info}";
    }
}
