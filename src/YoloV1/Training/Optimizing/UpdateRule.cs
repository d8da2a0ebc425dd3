using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>
/// How a gradient changes weights: the same formula over spans, for the processor's memory, and over tensors, for a device.
/// </summary>
internal abstract class UpdateRule
{
    /// <summary>Names of the values that are kept for each weight from step to step.</summary>
    public abstract IReadOnlyList<string> Memories { get; }

    /// <summary>Changes some weights in place; all spans are as long as each other and short enough for the stack.</summary>
    public abstract void Apply(Span<float> weights, Span<float> gradient, Span<float> first, Span<float> second, in UpdateStep step);

    /// <summary>Changes a parameter in place.</summary>
    public abstract void Apply(Tensor weights, Tensor gradient, Tensor[] memories, in UpdateStep step);
}

/// <summary>What an update needs to know besides weights and gradients.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Decay">The pull of the weights towards zero; 0 where they are free of it.</param>
/// <param name="Number">The update's number, from 1.</param>
internal readonly record struct UpdateStep(double Rate, double Decay, long Number);
