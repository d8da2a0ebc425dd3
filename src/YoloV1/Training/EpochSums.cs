using YoloV1.Kernels;
using YoloV1.Losses;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>What the steps of an epoch add up to. It stays on the device, so that only the epoch's end waits for it.</summary>
internal sealed class EpochSums(GridShape grid, BoxSizeEncoding sizes, Device device) : IDisposable
{
    private readonly Tensor _sums = zeros(DetectionDiagnostics.SumCount, ScalarType.Float64, device).DetachFromDisposeScope();

    /// <summary>The sums themselves, for checkpoints.</summary>
    public Tensor State => _sums;

    /// <summary>Adds a part of a batch.</summary>
    /// <param name="predictions">[N, S, S, D].</param>
    /// <param name="target">[N, S, S, D].</param>
    /// <param name="found">The responsible boxes, where the loss has found them.</param>
    public void Add(Tensor predictions, Tensor target, ResponsibleBoxes? found)
    {
        using var scope = NewDisposeScope();
        _sums.add_(DetectionDiagnostics.Sums(grid, sizes, predictions.detach(), target, found), Scalars.One);
    }

    public DetectionDiagnostics Read()
    {
        using var sums = _sums.cpu();
        return DetectionDiagnostics.Of(sums.data<double>().ToArray(), grid.C);
    }

    public void Clear() => _sums.zero_();

    public void Dispose() => _sums.Dispose();
}
