using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>Compares the names and shapes of weights with a network's before anything is copied.</summary>
/// <remarks>TorchSharp copies any shape that broadcasts, so a wrong file would load without a word.</remarks>
internal static class StateDictCheck
{
    private const int Shown = 3;

    public static void ThrowIfMismatched(
        Dictionary<string, Tensor> model, Dictionary<string, Tensor> source, bool strict, IList<string> skip)
    {
        var shapes = model.Where(pair => !skip.Contains(pair.Key) && source.ContainsKey(pair.Key))
            .Where(pair => !pair.Value.shape.SequenceEqual(source[pair.Key].shape))
            .Select(pair => $"{pair.Key} is [{string.Join(", ", source[pair.Key].shape)}] and should be [{string.Join(", ", pair.Value.shape)}]");
        var missing = model.Keys.Where(key => strict && !skip.Contains(key) && !source.ContainsKey(key)).Select(key => $"{key} is missing");
        var unexpected = source.Keys.Where(key => strict && !skip.Contains(key) && !model.ContainsKey(key)).Select(key => $"{key} is unknown");

        string[] faults = [.. shapes, .. missing, .. unexpected];
        if (faults.Length == 0)
            return;
        var rest = faults.Length > Shown ? $"; and {faults.Length - Shown} more" : "";
        throw new ArgumentException(
            $"The weights do not fit this network: {string.Join("; ", faults.Take(Shown))}{rest}. Build it with the model, S, B and C they were saved with.");
    }
}
