using static YoloV1.Models.LayerSpec;

namespace YoloV1.Models;

public sealed partial record YoloV1Config
{
    /// <summary>The notebook's network: 14 convolutions with bias and batch normalization in six blocks, FC 4096.</summary>
    /// <remarks>w and h are predicted as they are, not as square roots.</remarks>
    public static YoloV1Config Notebook { get; } = new()
    {
        Name = "notebook",
        BoxSizes = BoxSizeEncoding.Linear,
        Backbone = [
            Biased(64, 7, stride: 2), new MaxPool(),                                  // 448 -> 112
            Biased(192, 3), new MaxPool(),                                            // -> 56
            Biased(128, 1), Biased(256, 3), Biased(256, 1), Biased(512, 3), new MaxPool(),    // -> 28
            Biased(256, 1), Biased(512, 3), Biased(512, 1), Biased(1024, 3), new MaxPool(),   // -> 14
            Biased(512, 1), Biased(1024, 3),
            Biased(1024, 3), Biased(1024, 3, stride: 2),                              // -> 7
        ],
        Head = [new FullyConnected(4096, Activation.Leaky), new LayerSpec.Dropout(0.5)],
    };

    /// <summary>The paper's network (Redmon et al. 2016, figure 3): 24 convolutions without normalization, FC 4096, dropout 0.5.</summary>
    public static YoloV1Config Paper { get; } = new()
    {
        Name = "paper",
        Backbone = [
            Plain(64, 7, stride: 2), new MaxPool(),                                   // 448 -> 112
            Plain(192, 3), new MaxPool(),                                             // -> 56
            Plain(128, 1), Plain(256, 3), Plain(256, 1), Plain(512, 3), new MaxPool(),        // -> 28
            Plain(256, 1), Plain(512, 3), Plain(256, 1), Plain(512, 3),
            Plain(256, 1), Plain(512, 3), Plain(256, 1), Plain(512, 3),
            Plain(512, 1), Plain(1024, 3), new MaxPool(),                             // -> 14
            Plain(512, 1), Plain(1024, 3), Plain(512, 1), Plain(1024, 3),
            Plain(1024, 3), Plain(1024, 3, stride: 2),                                // -> 7
            Plain(1024, 3), Plain(1024, 3),
        ],
        Head = [new FullyConnected(4096, Activation.Leaky), new LayerSpec.Dropout(0.5)],
    };

    /// <summary>The paper's Fast YOLO: nine convolutions without batch normalization, FC 256 and 4096, dropout 0.5.</summary>
    public static YoloV1Config Fast { get; } = new()
    {
        Name = "fast",
        Backbone = [
            Plain(16, 3), new MaxPool(), Plain(32, 3), new MaxPool(), Plain(64, 3), new MaxPool(),       // 448 -> 56
            Plain(128, 3), new MaxPool(), Plain(256, 3), new MaxPool(), Plain(512, 3), new MaxPool(),    // -> 7
            Plain(1024, 3), Plain(1024, 3), Plain(1024, 3),
        ],
        Head = [new FullyConnected(256), new FullyConnected(4096, Activation.Leaky), new LayerSpec.Dropout(0.5)],
    };

    /// <summary>Darknet's yolov1.cfg as released: 24 normalized convolutions, a locally and a fully connected layer; B = 3.</summary>
    public static YoloV1Config Darknet { get; } = new()
    {
        Name = "darknet",
        FreeGrid = true,
        BoxesPerCell = 3,
        Backbone = [
            new Convolution(64, 7, Stride: 2), new MaxPool(),                         // 448 -> 112
            new Convolution(192, 3), new MaxPool(),                                   // -> 56
            new Convolution(128, 1), new Convolution(256, 3), new Convolution(256, 1), new Convolution(512, 3), new MaxPool(),   // -> 28
            new Convolution(256, 1), new Convolution(512, 3), new Convolution(256, 1), new Convolution(512, 3),
            new Convolution(256, 1), new Convolution(512, 3), new Convolution(256, 1), new Convolution(512, 3),
            new Convolution(512, 1), new Convolution(1024, 3), new MaxPool(),         // -> 14
            new Convolution(512, 1), new Convolution(1024, 3), new Convolution(512, 1), new Convolution(1024, 3),
            new Convolution(1024, 3), new Convolution(1024, 3, Stride: 2),            // -> 7
            new Convolution(1024, 3), new Convolution(1024, 3), new Local(256, 3),
        ],
        Head = [new LayerSpec.Dropout(0.5)],
    };

    /// <summary>Darknet's yolov1-tiny.cfg: eight normalized convolutions and a fully connected layer. The one to train on a CPU.</summary>
    public static YoloV1Config Tiny { get; } = new()
    {
        Name = "tiny",
        FreeGrid = true,
        Backbone = [
            new Convolution(16, 3), new MaxPool(), new Convolution(32, 3), new MaxPool(), new Convolution(64, 3), new MaxPool(),
            new Convolution(128, 3), new MaxPool(), new Convolution(256, 3), new MaxPool(), new Convolution(512, 3), new MaxPool(),
            new Convolution(1024, 3), new Convolution(256, 3),                        // 448 -> 7
        ],
    };

    /// <summary>
    /// The convolutions of <see cref="Tiny"/> for some hundred images: a stride of 32, so that S is 10 at 320x320, and a head that all
    /// cells share. Its recipe is <c>TrainingOptions.SmallSet</c>.
    /// </summary>
    public static YoloV1Config Small { get; } =
        (Tiny with { Name = "small", InputSize = ImageSize.Square(320), SharedHead = true }).WithStride(32);

    /// <summary>
    /// <see cref="Small"/> for objects that are small in their images: the first six convolutions of <see cref="Tiny"/> and a last one of
    /// 256 filters, on a stride of 16, so that S is 28 at 448x448. It has a third of the weights, and costs about as much. Its recipe is
    /// <c>TrainingOptions.SmallSet</c>.
    /// </summary>
    public static YoloV1Config Fine { get; } =
        (Tiny with { Name = "fine", Backbone = [.. Tiny.Backbone.Take(11), new Convolution(256, 3)], SharedHead = true }).WithStride(16);

    /// <summary>All presets, in the order of their size.</summary>
    public static IReadOnlyList<YoloV1Config> Presets { get; } = [Fine, Small, Tiny, Fast, Darknet, Notebook, Paper];

    /// <summary>The presets to compare weights with that do not describe their network: such files have fully connected heads.</summary>
    internal static IEnumerable<YoloV1Config> FullyConnectedPresets => Presets.Where(preset => !preset.SharedHead);

    /// <summary>The preset with the given name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists them.</exception>
    public static YoloV1Config FromName(string name) =>
        Presets.FirstOrDefault(preset => string.Equals(preset.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"Model '{name}' is unknown; take {string.Join(", ", Presets.Select(preset => preset.Name))}.");

    private static Convolution Biased(int filters, int kernelSize, int stride = 1) => new(filters, kernelSize, stride, Bias: true);

    private static Convolution Plain(int filters, int kernelSize, int stride = 1) => new(filters, kernelSize, stride, BatchNorm: false);
}
