using TorchSharp;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>A network's state_dict for programs that add batch normalization's epsilon inside the square root, as PyTorch does.</summary>
internal static class EpsilonInside
{
    /// <summary>The network's tensors, with variances that compensate where its epsilon is outside the root.</summary>
    /// <remarks>Those variances are new tensors, owned by the caller's dispose scope.</remarks>
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
