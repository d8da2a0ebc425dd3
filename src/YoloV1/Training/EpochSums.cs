using YoloV1.Kernels;
using YoloV1.Losses;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>What the steps of an epoch add up to, in float64 on the CPU: not every device has it.</summary>
internal sealed class EpochSums(int classCount) : IDisposable
{
    private readonly Tensor _sums = zeros(DetectionDiagnostics.SumCount, ScalarType.Float64, CPU).DetachFromDisposeScope();

    /// <summary>The sums themselves, for checkpoints.</summary>
    public Tensor State => _sums;

    /// <summary>Adds a step's.</summary>
    /// <param name="sums">Of the batch, as <see cref="DetectionDiagnostics.Sums"/> orders them.</param>
    public void Add(double[] sums)
    {
        using var step = tensor(sums, ScalarType.Float64, CPU);                      // [7]
        _sums.add_(step, Scalars.One);
    }

    public DetectionDiagnostics Read() => DetectionDiagnostics.Of(_sums.cpu().data<double>().ToArray(), classCount);

    public void Clear() => _sums.zero_();

    public void Dispose() => _sums.Dispose();
}
