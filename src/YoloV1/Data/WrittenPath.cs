namespace YoloV1.Data;

/// <summary>A path as a file of a data set has it, which may have been written on Windows, or for another folder or machine.</summary>
internal static class WrittenPath
{
    /// <summary>The path as it is written and, where it has backslashes, with slashes in their place.</summary>
    public static IEnumerable<string> SpellingsOf(string path) =>
        path.Contains('\\', StringComparison.Ordinal) ? [path, WithSlashes(path)] : [path];

    /// <summary>The path with forward slashes.</summary>
    public static string WithSlashes(string path) => path.Replace('\\', '/');

    /// <summary>What stands behind the last slash or backslash.</summary>
    public static string LastPart(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>Whether a path begins at the root, at a drive or outside its folder, as one of another machine may.</summary>
    public static bool IsOfAnotherPlace(string path) =>
        path is ['/' or '\\', ..] or [_, ':', ..] or ['.', '.', '/' or '\\', ..];

    /// <summary>A path with slashes, without its first folder, without its first two, and so on to its last part.</summary>
    public static IEnumerable<string> EndsOf(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1))
            if (path[(at + 1)..] is { Length: > 0 } rest && rest[0] != '/')
                yield return rest;
    }

    /// <summary>
    /// Looks from each root; where nothing is there, the path's first folders are dropped one by one, as when a list says
    /// <c>data/obj_train_data/a.jpg</c> or <c>/home/me/set/images/a.jpg</c>.
    /// </summary>
    /// <param name="path">The path as it is written, with / or \.</param>
    /// <param name="roots">The folders that it may start from, the likeliest first.</param>
    /// <param name="find">Finds the content at a full path; null if there is none.</param>
    public static string? Find(string path, IReadOnlyList<string> roots, Func<string, string?> find) =>
        // Nothing can be called so, and looking for it is an error of the system's.
        path.Contains('\0', StringComparison.Ordinal) ? null : SpellingsOf(path).Concat(EndsOf(WithSlashes(path)))
            .SelectMany(spelling => roots.Select(root => find(Path.GetFullPath(Path.Combine(root, spelling)))))
            .FirstOrDefault(found => found is not null);
}
