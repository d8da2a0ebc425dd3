namespace YoloV1.Data;

/// <summary>Finds files by paths that were written on another machine.</summary>
internal static class MovedPath
{
    /// <summary>
    /// Looks from each root; where nothing is there, the path's first folders are dropped one by one, as when a list says
    /// <c>data/obj_train_data/a.jpg</c> or <c>/home/me/set/images/a.jpg</c>.
    /// </summary>
    /// <param name="written">The path as it is written, with / or \.</param>
    /// <param name="roots">The folders that it may start from, the likeliest first.</param>
    /// <param name="find">What is at a full path; null for nothing.</param>
    public static string? Find(string written, IReadOnlyList<string> roots, Func<string, string?> find)
    {
        var slashed = written.Replace('\\', '/');
        return Spellings().SelectMany(path => roots.Select(root => find(Path.GetFullPath(Path.Combine(root, path)))))
            .FirstOrDefault(found => found is not null);

        IEnumerable<string> Spellings()
        {
            yield return written;
            yield return slashed;
            for (var at = slashed.IndexOf('/', StringComparison.Ordinal); at >= 0; at = slashed.IndexOf('/', at + 1))
                if (slashed[(at + 1)..] is { Length: > 0 } rest && rest[0] != '/')
                    yield return rest;
        }
    }
}
