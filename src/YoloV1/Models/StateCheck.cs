using YoloV1.Files;
using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>Compares the tensors a module needs with those available, before anything is copied.</summary>
/// <remarks>TorchSharp copies any shape that broadcasts, so wrong weights would load without a word.</remarks>
internal static class StateCheck
{
    private const int Shown = 3;

    /// <summary>What keeps the stored tensors from filling the module; null when nothing does.</summary>
    /// <param name="state">The tensors of the module, or of the network that a config describes.</param>
    /// <param name="stored">The tensors to fill it with.</param>
    /// <param name="strict">Whether the names have to be the same; otherwise only those in both are compared.</param>
    public static string? Fault(
        IReadOnlyDictionary<string, TensorInfo> state, IReadOnlyDictionary<string, TensorInfo> stored, bool strict = true)
    {
        string?[] faults =
        [
            List("missing", state.Keys.Where(name => strict && !stored.ContainsKey(name)).Select(Quote)),
            List("unexpected", stored.Keys.Where(name => strict && !state.ContainsKey(name)).Select(Quote)),
            List("different", state.Where(pair => stored.TryGetValue(pair.Key, out var info) && !Fits(pair.Value, info))
                .Select(pair => $"{Quote(pair.Key)} is {stored[pair.Key]} there and {pair.Value} in the model")),
        ];
        var found = faults.OfType<string>().ToArray();
        return found.Length == 0 ? null : string.Join("; ", found);
    }

    /// <summary>Whether a stored tensor can fill one of a module: the same shape, and the same or another floating-point type.</summary>
    public static bool Fits(TensorInfo needed, TensorInfo stored) =>
        needed.Shape.SequenceEqual(stored.Shape) && (stored.Type == needed.Type || (IsFloat(stored.Type) && IsFloat(needed.Type)));

    private static bool IsFloat(ScalarType type) =>
        type is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16;

    private static string Quote(string name) => $"'{Printable.Of(name)}'";

    private static string? List(string kind, IEnumerable<string> items)
    {
        var all = items.ToArray();
        var more = all.Length > Shown ? $" and {all.Length - Shown} more" : "";
        return all.Length == 0 ? null : $"{kind} {string.Join(", ", all.Take(Shown))}{more}";
    }
}
