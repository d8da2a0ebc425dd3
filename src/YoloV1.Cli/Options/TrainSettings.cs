using YoloV1.Imaging;
using YoloV1.Training;

namespace YoloV1.Cli.Options;

/// <summary>
/// All that <c>yolov1 train</c> and <c>pretrain</c> can be told: where the images are, which network, and how to train it.
/// </summary>
internal sealed record TrainSettings
{
    /// <summary>The recipe whose convolutions first learn objects.</summary>
    public const string SmallRecipe = "small";

    public string Recipe { get; init; } = SmallRecipe;

    public string? Data { get; init; }

    public string? Split { get; init; }

    public string? ValSplit { get; init; }

    /// <summary>The part of the images to hold out and measure on; null for a split where there is one.</summary>
    public double? ValFraction { get; init; }

    /// <summary>Whether to continue without unreadable images.</summary>
    public bool SkipBroken { get; init; }

    public string Model { get; init; } = "small";

    public string? Cfg { get; init; }

    public string? Weights { get; init; }

    public int? ImageSize { get; init; }

    public int? Stride { get; init; }

    public int? Grid { get; init; }

    public int? Boxes { get; init; }

    /// <summary>Whether the cells share a head, where the network can have one; null for the network's own.</summary>
    public bool? SharedHead { get; init; } = true;

    public int? Convolutions { get; init; }

    public double HeldOut { get; init; } = 0.1;

    public int MaxMegapixels { get; init; } = ImageLimits.Default.MaxMegapixels;

    /// <summary>Which images are read.</summary>
    public ImageLimits ImageLimits => new() { MaxMegapixels = MaxMegapixels };

    public bool TensorBoard { get; init; }

    /// <summary>
    /// Objects that the convolutions first learn to tell apart for each image of the training; null for the recipe's, and for none where
    /// they start from weights.
    /// </summary>
    public double? Pretrain { get; init; }

    /// <summary>The number of objects per image that follows from <see cref="Pretrain"/>.</summary>
    public double Objects => Pretrain ?? (Weights is null && Recipe == SmallRecipe ? ObjectClassifier.ObjectsPerImage : 0);

    /// <summary>Minutes that the whole training may take, which choose its epochs; null for the epochs that are given.</summary>
    public double? Minutes { get; init; }

    public TrainingOptions Options { get; init; } = new();
}
