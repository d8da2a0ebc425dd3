using TorchSharp.Modules;
using YoloV1.Ranks;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>The running statistics of batch normalisation, which each rank takes of its own part of a batch.</summary>
/// <remarks>
/// One process takes part after part into them: r = (1 - m) r + m s. From what each rank's part made of the same r, all ranks work out
/// what all parts make of it one after the other; it differs in the last bits, for s itself is not known that exactly.
/// </remarks>
internal sealed class NormStatistics
{
    private readonly BatchNorm[] _norms;
    private readonly double _momentum;
    private readonly RankGroup _ranks;
    private float[] _before = [];

    public NormStatistics(RankGroup ranks, IEnumerable<BatchNorm> norms, double momentum) =>
        (_ranks, _norms, _momentum) = (ranks, [.. norms], momentum);

    // Frozen ones take none.
    private IEnumerable<BatchNorm> Learning => _norms.Where(norm => norm.training);

    /// <summary>Keeps what all ranks have before their parts.</summary>
    public void Remember() => _before = Read();

    /// <summary>All ranks get what the parts of the first ones make of it, in their order.</summary>
    public void Run(int ranks)
    {
        if (_before.Length == 0)
            return;
        var parts = _ranks.Gather<float>(Read());
        var values = parts[.._before.Length];
        for (var rank = 1; rank < ranks; rank++)
        {
            var part = parts.AsSpan(rank * _before.Length, _before.Length);
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)((1 - _momentum) * values[i] + (part[i] - (1 - _momentum) * _before[i]));
        }
        Write(values, counted: _ranks.Rank < ranks ? ranks - 1 : ranks);
    }

    private float[] Read()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor[] all = [.. Learning.SelectMany(norm => (Tensor[])[norm.running_mean!, norm.running_var!])];
        return all.Length == 0 ? [] : cat(all).cpu().data<float>().ToArray();
    }

    private void Write(float[] values, int counted)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (all, start) = (tensor(values, device: CPU), 0L);
        foreach (var norm in Learning)
        {
            foreach (var statistic in (Tensor[])[norm.running_mean!, norm.running_var!])
            {
                statistic.copy_(all.narrow(0, start, statistic.numel()));
                start += statistic.numel();
            }
            norm.num_batches_tracked!.copy_(tensor(norm.num_batches_tracked!.item<long>() + counted, device: CPU));
        }
    }
}
