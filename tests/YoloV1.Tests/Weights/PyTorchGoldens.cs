using YoloV1.Models;
using YoloV1.Tests.Golden;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Weights;

/// <summary>Files that PyTorch 1.13 wrote, and the network of the notebook's modules, small, that one of them belongs to.</summary>
internal static class PyTorchGoldens
{
    public static YoloV1Config Network { get; } = YoloV1Config.Notebook with
    {
        Name = "small",
        Backbone = [
            new Convolution(6, 7, 2, Bias: true), new MaxPool(), new Convolution(8, 3, Bias: true), new MaxPool(),
            new Convolution(12, 3, 2, Bias: true),                                    // 32 -> 2
        ],
        Head = [new FullyConnected(16, Activation.Leaky), new LayerSpec.Dropout(0.5)],
        InputSize = ImageSize.Square(32),
        GridSize = 2,
        BoxesPerCell = 2,
        ClassCount = 3,
    };

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "Data", "pytorch", name);

    /// <summary>The image that PyTorch computed the expected output of. [1, 3, 32, 32]</summary>
    public static Tensor Input() => tensor(Array.ConvertAll(GoldenFile.Fill(3 * 32 * 32, 999), number => (float)number), [1, 3, 32, 32]);
}
