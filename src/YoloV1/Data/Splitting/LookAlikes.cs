namespace YoloV1.Data;

/// <summary>Images that look alike: copies of one shot, or frames of one scene.</summary>
internal static class LookAlikes
{
    /// <summary>The groups: an image is in the group of every image that it looks like, so that a slow pan is one.</summary>
    /// <param name="signatures">How the images look; null for one that looks like no other.</param>
    /// <returns>For each image the index of the first image of its group; its own index if it looks like none before it.</returns>
    public static int[] FirstOf(IReadOnlyList<ImageSignature?> signatures)
    {
        int[] first = [.. Enumerable.Range(0, signatures.Count)];
        for (var i = 0; i < first.Length; i++)
            for (var j = i + 1; j < first.Length; j++)
                if (signatures[i] is { } one && signatures[j] is { } other && one.MayLookLike(other)
                    && Root(first, i) is var a && Root(first, j) is var b && a != b && one.LooksLike(other))
                    first[Math.Max(a, b)] = Math.Min(a, b);
        for (var i = 0; i < first.Length; i++)
            first[i] = Root(first, i);
        return first;
    }

    /// <summary>The groups of two images or more, the largest first.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> GroupsOf(IReadOnlyList<ImageSignature?> signatures) =>
    [
        .. FirstOf(signatures).Index().GroupBy(pair => pair.Item, pair => pair.Index).Select(group => group.ToArray())
            .Where(group => group.Length > 1).OrderByDescending(group => group.Length),
    ];

    private static int Root(int[] first, int index)
    {
        while (first[index] != index)
            index = first[index] = first[first[index]];
        return index;
    }
}
