using System.Text.Json.Serialization;

namespace YoloV1.Models;

/// <summary>A row of a network's table: what a layer is, without its input's shape, which follows from the rows before it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "layer")]
[JsonDerivedType(typeof(Convolution), "convolution")]
[JsonDerivedType(typeof(MaxPool), "maxpool")]
[JsonDerivedType(typeof(Connected), "connected")]
[JsonDerivedType(typeof(Dropout), "dropout")]
public abstract record LayerSpec
{
    private LayerSpec()
    {
    }

    /// <summary>A convolution with "same" padding (kernel / 2), then batch normalisation if asked for, then the activation.</summary>
    public sealed record Convolution(
        int Filters, int KernelSize, int Stride = 1, bool BatchNorm = true, bool Bias = false, Activation Activation = Activation.Leaky) : LayerSpec
    {
        /// <summary>Rows and columns of zeros around the input.</summary>
        [JsonIgnore]
        public int Padding => KernelSize / 2;
    }

    /// <summary>The largest value of each window.</summary>
    public sealed record MaxPool(int Size = 2, int Stride = 2) : LayerSpec;

    /// <summary>A fully connected layer; what comes before it is flattened channel by channel.</summary>
    public sealed record Connected(int Outputs, Activation Activation = Activation.Linear) : LayerSpec;

    /// <summary>Sets values to zero with the given probability while training.</summary>
    public sealed record Dropout(double Probability = 0.5) : LayerSpec;
}
