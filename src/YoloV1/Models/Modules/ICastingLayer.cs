using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>A layer that can multiply in fewer bits than its weights are kept in.</summary>
/// <remarks>Input and weights are cast at every call; training keeps whole weights and gradients, as autograd carries the casts.</remarks>
internal interface ICastingLayer
{
    /// <summary>The type of the layer's products; null for the type of its weights.</summary>
    ScalarType? ComputeType { get; set; }
}
