using TorchSharp;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>A network's state for programs that know no other place for the epsilon of batch normalisation than inside the root.</summary>
internal static class EpsilonInside
{
    /// <summary>The network's tensors; where its epsilon is outside the root, with other variances that mean the same, owned by the dispose scope.</summary>
    public static IEnumerable<KeyValuePair<string, torch.Tensor>> Of(YoloV1Model model)
    {
        var state = model.state_dict();
        if (model.Config.BatchNormEpsilon == BatchNormEpsilon.InsideRoot)
            return state;
        using var noGradient = torch.no_grad();
        return [.. state.Select(pair => pair.Key.EndsWith(".running_var", StringComparison.Ordinal)
            ? KeyValuePair.Create(pair.Key, Normalization.ToInsideRoot(pair.Value))
            : pair)];
    }
}
