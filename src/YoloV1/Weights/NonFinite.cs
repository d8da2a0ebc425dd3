using TorchSharp;
using YoloV1.Files;

namespace YoloV1.Weights;

/// <summary>Finds NaN and infinite weights, as left by a training that diverged.</summary>
internal static class NonFinite
{
    /// <summary>Which tensors of a source have such values, in words; null for none. Reads all of them, one by one.</summary>
    public static string? Describe(ITensorSource source)
    {
        string[] names = [.. source.Tensors.Keys.Where(name => IsIn(source, name))];
        return names.Length == 0 ? null
            : $"{names.Length} of its {source.Tensors.Count} tensors contain NaN or infinite values, first "
                + $"'{Printable.Of(names[0])}'; use weights from before the training diverged.";
    }

    private static bool IsIn(ITensorSource source, string name)
    {
        using var scope = torch.NewDisposeScope();
        var values = source.Read(name);
        return values.is_floating_point() && !values.isfinite().all().item<bool>();
    }
}
