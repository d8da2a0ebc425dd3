using System.Text.Json.Serialization;

namespace YoloV1.Models;

/// <summary>A row of a network's table: what a layer is, without its input's shape, which follows from the rows before it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "layer")]
[JsonDerivedType(typeof(Convolution), "convolution")]
[JsonDerivedType(typeof(MaxPool), "maxpool")]
[JsonDerivedType(typeof(AveragePool), "avgpool")]
[JsonDerivedType(typeof(Local), "local")]
[JsonDerivedType(typeof(Crop), "crop")]
[JsonDerivedType(typeof(FullyConnected), "connected")]
[JsonDerivedType(typeof(Dropout), "dropout")]
public abstract record LayerSpec
{
    private LayerSpec()
    {
    }

    /// <summary>A convolution, then batch normalisation if asked for, then the activation.</summary>
    public sealed record Convolution(
        int Filters, int KernelSize, int Stride = 1, bool BatchNorm = true, bool Bias = false, Activation Activation = Activation.Leaky) : LayerSpec
    {
        /// <summary>Rows and columns of zeros around the input; "same" (kernel / 2) unless said otherwise.</summary>
        public int Padding { get; init; } = KernelSize / 2;
    }

    /// <summary>The largest value of each window.</summary>
    public sealed record MaxPool(int Size = 2, int Stride = 2) : LayerSpec
    {
        /// <summary>How far windows reach over the edges, both sides together: half of it before the first value, as in Darknet.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public int Padding { get; init; }
    }

    /// <summary>The mean of each channel.</summary>
    public sealed record AveragePool : LayerSpec;

    /// <summary>A convolution whose weights differ from location to location, then the activation.</summary>
    public sealed record Local(int Filters, int KernelSize, int Stride = 1, Activation Activation = Activation.Leaky) : LayerSpec
    {
        /// <summary>Rows and columns of zeros around the input; "same" (kernel / 2) unless said otherwise.</summary>
        public int Padding { get; init; } = KernelSize / 2;

        /// <summary>Which weights begin at random numbers.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public LocalInitialization Initialization { get; init; }
    }

    /// <summary>The middle of the image; with <paramref name="Centered"/> its values become 2 x - 1.</summary>
    public sealed record Crop(int Height, int Width, bool Centered = true) : LayerSpec;

    /// <summary>A fully connected layer; what comes before it is flattened channel by channel.</summary>
    public sealed record FullyConnected(int Outputs, Activation Activation = Activation.Linear, bool BatchNorm = false) : LayerSpec;

    /// <summary>The channels of a place become the numbers of its cells: [N, m * m * D, h, w] to [N, S * S * D], where S = m h; m is <paramref name="PerPlace"/>.</summary>
    /// <remarks>The channels are the cells of a place row by row, D of each. A network's last row, which follows from its grid.</remarks>
    internal sealed record Cells(int PerPlace) : LayerSpec;

    /// <summary>Sets values to zero with the given probability while training.</summary>
    public sealed record Dropout(double Probability = 0.5) : LayerSpec;
}
