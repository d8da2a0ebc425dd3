using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>A row of the network as prediction runs it; safe to run from many threads.</summary>
/// <param name="owned">The weights, which it disposes.</param>
internal abstract class InferenceLayer(params IDisposable[] owned) : IDisposable
{
    /// <summary>Feature maps [N, channels, H, W], channels last, to the next; the input stays the caller's.</summary>
    public abstract Tensor Run(Tensor input);

    public void Dispose() => Array.ForEach(owned, weights => weights.Dispose());
}
