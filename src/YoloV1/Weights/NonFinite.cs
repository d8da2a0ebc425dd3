using TorchSharp;
using YoloV1.Files;

namespace YoloV1.Weights;

/// <summary>Finds weights that are no numbers, as a training that diverged leaves them.</summary>
internal static class NonFinite
{
    /// <summary>Which tensors of a source have such values, in words; null for none. Reads all of them, one by one.</summary>
    public static string? Describe(ITensorSource source)
    {
        string[] names = [.. source.Tensors.Keys.Where(name => IsIn(source, name))];
        return names.Length == 0 ? null
            : $"{names.Length} of its {source.Tensors.Count} tensors have values that are no numbers (NaN or infinite), first "
                + $"'{Printable.Of(names[0])}'; what they compute is worthless, take weights from before the training diverged.";
    }

    private static bool IsIn(ITensorSource source, string name)
    {
        using var scope = torch.NewDisposeScope();
        var values = source.Read(name);
        return values.is_floating_point() && !values.isfinite().all().item<bool>();
    }
}
