using YoloV1.Models;
using YoloV1.Onnx;
using YoloV1.Tests.Golden;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Onnx;

/// <summary>Networks that are small enough to be written and run in a moment.</summary>
internal static class OnnxNetworks
{
    public static ClassNames Classes { get; } = new(["circle", "square", "triangle"]);

    /// <summary>Two convolutions, one with and one without batch normalisation, and a head of two layers: a 4x4 grid.</summary>
    public static YoloV1Config Small { get; } = new()
    {
        Name = "small",
        GridSize = 4,
        ClassCount = 3,
        InputSize = new ImageSize(32, 32),
        Backbone =
        [
            new Convolution(8, 5, Stride: 2, Bias: true), new MaxPool(), new Convolution(6, 3, BatchNorm: false), new MaxPool(),
            new Convolution(4, 1),
        ],
        Head = [new FullyConnected(24, Activation.Leaky), new LayerSpec.Dropout()],
    };

    /// <summary>Every kind of row and every activation.</summary>
    public static YoloV1Config EveryRow { get; } = new()
    {
        Name = "every row",
        GridSize = 2,
        ClassCount = 3,
        InputSize = new ImageSize(26, 24),
        AnyGrid = true,
        OutputActivation = Activation.Logistic,
        Backbone = [
            new Crop(21, 23), new Convolution(8, 3, Activation: Activation.Ramp) { Padding = 2 }, new MaxPool(3) { Padding = 2 },
            new Local(6, 3), new MaxPool(2, 1) { Padding = 1 }, new LayerSpec.Dropout(),
            new Convolution(6, 3, Stride: 2, Activation: Activation.Relu),
            new Crop(4, 5, Centered: false), new Local(40, 1, Activation: Activation.Linear), new AveragePool(),
        ],
        Head =
        [
            new FullyConnected(16, Activation.Logistic, BatchNorm: true), new LayerSpec.Dropout(),
            new FullyConnected(12, Activation.Linear, BatchNorm: true),
        ],
    };

    /// <summary>A preset with a sixteenth of its channels.</summary>
    public static YoloV1Config Narrow(string preset)
    {
        var config = YoloV1Config.FromName(preset);
        var side = preset is "tiny" or "fast" ? 64 : 128;
        return config with
        {
            InputSize = ImageSize.Square(side),
            GridSize = config.NaturalGridSize(ImageSize.Square(side)),
            Backbone = [.. config.Backbone.Select(row => row is Convolution c ? c with { Filters = Math.Max(4, c.Filters / 16) } : row)],
            Head = [.. config.Head.Select(row => row is FullyConnected c ? c with { Outputs = c.Outputs / 16 } : row)],
        };
    }

    public static YoloV1Model Create(YoloV1Config config)
    {
        var model = new YoloV1Model(config);
        GoldenWeights.FillIn(model);
        model.eval();
        return model;
    }

    /// <summary>Numbers in [0, 1) as images [count, 3, H, W].</summary>
    public static Tensor Images(YoloV1Config config, int count)
    {
        var size = config.InputSize;
        return tensor(GoldenWeights.Floats(3L * count * size.Width * size.Height, 999, u => u), [count, 3, size.Height, size.Width]);
    }

    public static OnnxRun Export(YoloV1Model model, TemporaryFolder folder, OnnxExportOptions? options = null)
    {
        var classes = model.Config.ClassCount == Classes.Count ? Classes : ClassNames.Numbered(model.Config.ClassCount);
        OnnxExport.Save(model, classes, folder["model.onnx"], options);
        return new OnnxRun(folder["model.onnx"]);
    }
}
