namespace YoloV1.Weights;

/// <summary>What programs put before the names of all tensors of a network.</summary>
internal static class NamePrefix
{
    private static readonly string[] Parts = ["darknet.", "head."];

    // DataParallel, torch.compile, and classes that hold the network, such as Lightning's.
    private static readonly string[] Wrappers = ["module.", "_orig_mod.", "model.", "net.", "network."];

    /// <summary>The words before the names of a network, or else the known wrappers before all names; empty where there are none.</summary>
    public static string Of(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
            return "";
        var first = names.First();
        var words = Enumerable.Range(0, first.Length).Where(end => end == 0 || first[end - 1] == '.').Select(end => first[..end]);
        return words.FirstOrDefault(before => names.All(name => IsOfNetwork(name, before))) ?? WrappersOf(names);
    }

    private static bool IsOfNetwork(string name, string before) => name.StartsWith(before, StringComparison.Ordinal)
        && Array.Exists(Parts, part => name.AsSpan(before.Length).StartsWith(part));

    private static string WrappersOf(IReadOnlyCollection<string> names)
    {
        var before = "";
        while (Wrappers.FirstOrDefault(word => names.All(name => name.StartsWith(before + word, StringComparison.Ordinal))) is { } next)
            before += next;
        return before;
    }
}
