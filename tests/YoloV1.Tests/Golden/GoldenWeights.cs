using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Tests.Golden;

/// <summary>
/// Weights that another program can make too: <see cref="GoldenFile.Fill"/> by the place of each tensor in the state_dict.
/// </summary>
internal static class GoldenWeights
{
    public static void FillIn(YoloV1Model model)
    {
        var key = 0;
        foreach (var (name, values) in model.state_dict())
        {
            if (RuleFor(name, values) is { } rule)
            {
                using var noGradient = no_grad();
                using var numbers = tensor(Floats(values.numel(), key, rule), values.shape);
                values.copy_(numbers);
            }
            key++;
        }
    }

    public static float[] Floats(long count, int key, Func<double, double> rule) =>
        Array.ConvertAll(GoldenFile.Fill(count, key), u => (float)rule(u));

    private static Func<double, double>? RuleFor(string name, Tensor values)
    {
        if (name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            return null;
        if (name.EndsWith("running_var", StringComparison.Ordinal) || name.EndsWith("bn.weight", StringComparison.Ordinal))
            return u => 0.5 + u;
        if (values.dim() == 1)
            return u => (u - 0.5) * 0.2;
        var fanIn = values.numel() / values.shape[0];
        return u => (u - 0.5) * 2 * Math.Sqrt(3.0 / fanIn);
    }
}
