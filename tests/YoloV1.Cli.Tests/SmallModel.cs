using TorchSharp;
using YoloV1.Models;
using YoloV1.Weights;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Cli.Tests;

/// <summary>A model file of a network that is small and knows nothing.</summary>
internal static class SmallModel
{
    public static ClassNames Classes { get; } = new(["cat", "dog", "owl"]);

    public static YoloV1Config Config { get; } = YoloV1Config.Tiny with
    {
        Name = "small",
        InputSize = ImageSize.Square(32),
        GridSize = 2,
        ClassCount = Classes.Count,
        Backbone =
            [new Convolution(4, 3), new MaxPool(), new Convolution(8, 3), new MaxPool(), new Convolution(8, 3), new MaxPool(),
                new MaxPool()],
    };

    public static string Save(string path) => Save(path, Classes);

    /// <summary>The same under other names, three of them.</summary>
    public static string Save(string path, ClassNames classes)
    {
        torch.random.manual_seed(1);
        using var model = new YoloV1Model(Config);
        ModelFile.Save(model, classes, path);
        return path;
    }
}
