using YoloV1.Models;
using static TorchSharp.torch;
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

    [Theory]
    [MemberData(nameof(Names))]
    public void Output_IsWhatTheModulesGive(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var config = YoloV1Config.FromName(name);
        config = (config.HeadWidth == 0 ? config : config with { HeadWidth = 3 }).WithInputSize(ImageSize.Square(128));
        var x = zeros(1, 3, 128, 128);
        foreach (var row in NetworkRow.Of(config).Take(config.Backbone.Count))
        {
            using var module = Backbone.Build(row.Spec, row.Input, config.BatchNormEpsilon);
            x = module.call(x);
            x.shape[1..].Should().Equal(row.Output.Channels, row.Output.Height, row.Output.Width);
        }
    }

    [Fact]
    public void State_HasEveryTensor_WhateverTheHead() => ShouldBeTheModules(new YoloV1Config
    {
        Name = "test",
        GridSize = 2,
        InputSize = ImageSize.Square(8),
        Backbone = [new Convolution(4, 3, Bias: true), new MaxPool(), new LayerSpec.Dropout(), new Local(3, 3), new MaxPool()],
        Head =
        [
            new FullyConnected(5, BatchNorm: true), new LayerSpec.Dropout(), new FullyConnected(6, Activation.Relu, BatchNorm: true),
            new FullyConnected(4),
        ],
    });

    [Theory]
    [InlineData("tiny")]
    [InlineData("darknet")]
    public void State_HasEveryTensor_OfASharedHead(string name)
    {
        var config = YoloV1Config.FromName(name) with { SharedHead = true };

        ShouldBeTheModules(config);
        ModelSummary.Of(config).Parameters.Should().Be(NetworkRow.Of(config).SelectMany(row => row.State())
            .Where(pair => !pair.Key.Contains("running", StringComparison.Ordinal))
            .Where(pair => !pair.Key.Contains("tracked", StringComparison.Ordinal))
            .Sum(pair => pair.Value.Shape.Aggregate(1L, (product, side) => product * side)));
    }

    private static void ShouldBeTheModules(YoloV1Config config)
    {
        using var model = new YoloV1Model(config);

        var modules = model.named_parameters().Select(pair => (pair.name, TensorInfo.Of(pair.parameter)))
            .Concat(model.named_buffers().Select(pair => (pair.name, TensorInfo.Of(pair.buffer))));

        var state = NetworkRow.Of(config).SelectMany(row => row.State()).Select(pair => (pair.Key, pair.Value));

        state.Select(Describe).Should().BeEquivalentTo(modules.Select(Describe));
        model.state_dict().Select(pair => (pair.Key, TensorInfo.Of(pair.Value))).Select(Describe).Should().Equal(state.Select(Describe));
        NetworkRow.Of(config).Sum(row => row.ParameterCount).Should().Be(model.parameters().Sum(parameter => parameter.numel()));

        static string Describe((string Name, TensorInfo Info) tensor) => $"{tensor.Name}: {tensor.Info}";
    }
}
