using TorchSharp.Modules;
using YoloV1.Data;
using YoloV1.Kernels;
using YoloV1.Models;
using YoloV1.Ranks;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>The networks of all ranks in a step: each learns parts of the batch, and all change as one that learns them in turn.</summary>
internal sealed class Replicas(RankGroup ranks, YoloV1Model model, Optimizer optimizer, double batchNormMomentum)
{
    private readonly GradientSum _gradients = new(ranks, optimizer.Parameters);
    private readonly NormStatistics _statistics = new(ranks, model.modules().OfType<BatchNorm>(), batchNormMomentum);

    /// <summary>Before a part. Rank 0 keeps the sum so far, which its next part adds to; the others begin anew.</summary>
    /// <param name="learns">Whether there is one for this rank.</param>
    public void BeginPart(bool learns)
    {
        if (learns && ranks.Rank > 0)
            optimizer.ZeroGradients();
        _statistics.Remember();
    }

    /// <summary>After a part of each of the first ranks: gradients and statistics are those of all parts so far.</summary>
    /// <param name="adding">How many ranks have learned one.</param>
    public void EndPart(int adding)
    {
        _gradients.Run(adding);
        _statistics.Run(adding);
    }

    /// <summary>What each part of the batch gives to read, from what this rank's parts give.</summary>
    public IReadOnlyList<Tensor> Gather(IReadOnlyList<Tensor> mine, BatchParts parts)
    {
        var values = ranks.GatherUneven<float>(stack(mine).cpu().data<float>().ToArray());
        var length = (int)mine[0].numel();
        return [.. Enumerable.Range(0, parts.Count)
            .Select(part => values[part % ranks.Count].AsSpan(part / ranks.Count * length, length).ToArray())
            .Select(measures => DeviceCopy.Of(tensor(measures, device: CPU), mine[0].device))];
    }
}
