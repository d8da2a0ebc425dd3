using YoloV1.Models;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Training;

/// <summary>A network that trains in milliseconds.</summary>
internal static class TinyNetwork
{
    public static YoloV1Config Config { get; } = new()
    {
        Name = "test",
        GridSize = 4,
        ClassCount = 3,
        InputSize = ImageSize.Square(32),
        Backbone = [new Convolution(8, 3), new MaxPool(), new Convolution(16, 3), new MaxPool(), new Convolution(16, 3), new MaxPool()],
        Head = [new FullyConnected(32, Activation.Leaky), new LayerSpec.Dropout(0.5)],
    };

    /// <summary>The same numbers for the same seed, laid out as in a training.</summary>
    public static YoloV1Model Create(long seed, YoloV1Config? config = null)
    {
        random.manual_seed(seed);
        var model = new YoloV1Model(config ?? Config);
        model.UseChannelsLast();
        return model;
    }
}
