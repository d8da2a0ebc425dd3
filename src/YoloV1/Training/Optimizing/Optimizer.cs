using System.Numerics.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using YoloV1.Kernels;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace YoloV1.Training;

/// <summary>Updates the parameters of a network by their gradients, which are clipped to a common norm first.</summary>
/// <remarks>
/// On the processor it works in place and on all its threads: TorchSharp has no fused optimizer, and one operation after the other
/// reads and writes every weight several times over. It also makes its scalars on the fly, which the garbage collector may free while
/// torch still reads them.
/// </remarks>
internal sealed class Optimizer : IDisposable
{
    private const int ThreadLength = 1 << 16;
    private const int CacheLength = 1 << 11;

    private readonly UpdateRule _rule;
    private readonly ParameterSlot[] _slots;
    private readonly (ParameterSlot Slot, long Start)[] _chunks;
    private readonly double _decay;
    private readonly double? _gradientNorm;

    /// <summary>An optimizer of those parameters that take a gradient.</summary>
    /// <param name="parameters">Each with the share of its gradient that it takes once the norm is known.</param>
    /// <param name="rule">How a gradient changes weights.</param>
    /// <param name="decay">The pull of weights towards zero.</param>
    /// <param name="gradientNorm">The norm to which larger gradients are cut, over 0; null for no cut.</param>
    public Optimizer(
        IEnumerable<(string Name, Parameter Parameter, double Share)> parameters, UpdateRule rule, double decay, double? gradientNorm)
    {
        (_rule, _decay, _gradientNorm) = (rule, decay, gradientNorm);
        _slots = [.. parameters.Where(given => given.Parameter.requires_grad)
            .Select(given => new ParameterSlot(given.Name, given.Parameter, given.Share, rule.Memories.Count))];
        _chunks = [.. _slots.Where(slot => slot.IsOnProcessor).SelectMany(slot =>
            Enumerable.Range(0, (int)((slot.Length + ThreadLength - 1) / ThreadLength)).Select(i => (slot, (long)i * ThreadLength)))];
    }

    /// <summary>What it changes.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. _slots.Select(slot => slot.Parameter)];

    /// <summary>Steps taken.</summary>
    public long Updates { get; set; }

    /// <summary>The optimizer state by name, for checkpoints: filling these tensors restores it.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> State =>
        _slots.SelectMany(slot => _rule.Memories.Zip(slot.Memories, (name, memory) => KeyValuePair.Create($"{name}.{slot.Name}", memory)));

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGradients()
    {
        foreach (var slot in _slots)
            slot.Parameter.grad = null;
    }

    /// <summary>The gradients, and what their norm is made of; waits for no device.</summary>
    /// <returns>Tensors of the caller's dispose scope.</returns>
    public StepGradients Gradients()
    {
        using var noGradient = no_grad();
        var gradients = _slots.ToDictionary(slot => slot, slot => slot.Parameter.grad ?? zeros_like(slot.Parameter));
        var raw = _slots.Where(slot => slot.IsOnProcessor).ToDictionary(slot => slot, slot => new SlotElements(slot, gradients[slot]));
        var elsewhere = _slots.Where(slot => !slot.IsOnProcessor).Select(slot => gradients[slot].square().sum()).ToArray();
        return new(gradients, raw, SquaresOf(raw), elsewhere.Length == 0 ? null : stack(elsewhere).sum());
    }

    /// <summary>Changes the parameters, and waits for no device.</summary>
    /// <param name="found">Their gradients, which are cut in place.</param>
    /// <param name="norm">The norm of the gradients before they are cut. Nothing changes when it is not finite.</param>
    /// <param name="learningRate">The rate.</param>
    public void Step(StepGradients found, double norm, double learningRate)
    {
        if (!double.IsFinite(norm))
            return;
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Updates++;
        var cut = _gradientNorm is { } most && norm > most ? most / norm : 1;
        TorchThreads.For(_chunks.Length, grain: 1, (first, end) =>
        {
            foreach (var (slot, start) in _chunks.AsSpan((int)first, (int)(end - first)))
                Update(found.Elements[slot], slot, start, cut * slot.Share, learningRate);
        });
        foreach (var slot in _slots.Where(slot => !slot.IsOnProcessor))
            Update(slot, found.Gradients[slot], cut * slot.Share, learningRate);
    }

    public void Dispose()
    {
        foreach (var slot in _slots)
            slot.Dispose();
    }

    private void Update(SlotElements elements, ParameterSlot slot, long start, double share, double rate)
    {
        var step = StepOf(slot, rate);
        var end = Math.Min(start + ThreadLength, slot.Length);
        for (; start < end; start += CacheLength)
        {
            var length = (int)Math.Min(CacheLength, end - start);
            var gradient = elements.Gradient.Slice(start, length);
            if (share < 1)
                TensorPrimitives.Multiply(gradient, (float)share, gradient);
            _rule.Apply(
                elements.Weights.Slice(start, length), gradient, elements.First.Slice(start, length), elements.Second.Slice(start, length),
                step);
        }
    }

    private void Update(ParameterSlot slot, Tensor gradient, double share, double rate)
    {
        using var factor = share.ToScalar();
        _rule.Apply(slot.Parameter, share < 1 ? gradient * factor : gradient, slot.Memories, StepOf(slot, rate));
    }

    private UpdateStep StepOf(ParameterSlot slot, double rate) => new(rate, slot.Decays ? _decay : 0, Updates);

    /// <summary>The sum of the squares of the gradients; the same for any number of threads, since every chunk has its own sum.</summary>
    private double SquaresOf(Dictionary<ParameterSlot, SlotElements> raw)
    {
        var squares = new double[_chunks.Length];
        TorchThreads.For(_chunks.Length, grain: 1, (first, end) =>
        {
            for (var i = first; i < end; i++)
            {
                var (slot, start) = _chunks[i];
                var length = (int)Math.Min(ThreadLength, slot.Length - start);
                squares[i] = TensorPrimitives.SumOfSquares<float>(raw[slot].Gradient.Slice(start, length));
            }
        });
        return squares.Sum();
    }
}
