namespace YoloV1.Files;

/// <summary>The files of a folder and of the folders inside it, each folder once.</summary>
/// <remarks>
/// A link to a folder elsewhere is followed, once, and links inside that folder are not. One to a folder that is walked anyway, or that
/// this folder lies in, is passed over: it would count files again, lead in a circle, or to the whole disk.
/// </remarks>
/// <param name="root">The folder.</param>
/// <param name="isMeant">Which files are wanted, by their paths; null for all.</param>
/// <param name="unnamed">
/// Receives the folders and the wanted files whose names are not UTF-8: they cannot be opened, and are passed over.
/// </param>
internal sealed class FolderWalk(string root, Func<string, bool>? isMeant = null, Action<string>? unnamed = null)
{
    /// <summary>What is said of a file or folder whose name is not UTF-8.</summary>
    public const string WhyPassedOver = "this name is not UTF-8, so the file is skipped; rename it.";

    private static readonly EnumerationOptions Entries = new() { AttributesToSkip = 0, RecurseSubdirectories = false };

    private readonly HashSet<string> _walked = new(StringComparer.Ordinal);
    private readonly List<string> _links = [];

    /// <summary>
    /// The folders in a folder, and links to folders elsewhere: each folder once, and none that the folder lies in.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="unnamed">Receives files whose names are not UTF-8: they cannot be opened and are skipped.</param>
    public static IEnumerable<string> FoldersIn(string folder, Action<string> unnamed)
    {
        var real = RealPath.Of(folder);
        var known = new HashSet<string>(StringComparer.Ordinal);
        // Folders come before the links to them.
        return [.. new DirectoryInfo(folder).EnumerateDirectories("*", Entries)
            .OrderBy(IsLink).ThenBy(inner => inner.Name, StringComparer.Ordinal)
            .Select(inner => Path.Combine(folder, inner.Name))
            .Where(path => HasName(path, unnamed))
            .Where(path => TargetOf(path) is { } target && !RealPath.IsWithin(real, target) && known.Add(target))];
    }

    /// <summary>The paths, below the root as it was given.</summary>
    public IEnumerable<string> Files()
    {
        var real = RealPath.Of(root);
        foreach (var file in Walk(root, real, follows: true))
            yield return file;
        foreach (var link in _links.Order(StringComparer.Ordinal))
            if (TargetOf(link) is { } target && !RealPath.IsWithin(real, target))
                foreach (var file in Walk(link, target, follows: false))
                    yield return file;
    }

    /// <summary>Whether a path that a folder lists can be opened.</summary>
    /// <param name="path">The path.</param>
    /// <param name="unnamed">Receives it where its name is not UTF-8.</param>
    public static bool HasName(string path, Action<string>? unnamed)
    {
        var isThere = RegularFile.HasName(path);
        if (!isThere)
            unnamed?.Invoke(path);
        return isThere;
    }

    private IEnumerable<string> Walk(string folder, string real, bool follows)
    {
        var open = new Stack<(string Path, string Real)>([(folder, real)]);
        while (open.TryPop(out var place))
        {
            if (!_walked.Add(place.Real))
                continue;
            var (files, folders) = Contents(place.Path);
            foreach (var file in files)
            {
                if (isMeant?.Invoke(file) is not false && HasName(file, unnamed))
                    yield return file;
            }
            foreach (var inner in folders)
            {
                var path = Path.Combine(place.Path, inner.Name);
                if (!HasName(path, unnamed))
                    continue;
                if (!IsLink(inner))
                    open.Push((path, Path.Combine(place.Real, inner.Name)));
                else if (follows)
                    _links.Add(path);
            }
        }
    }

    // A folder that has gone since it was listed has nothing more; the root's absence is an error.
    private (string[] Files, DirectoryInfo[] Folders) Contents(string folder)
    {
        try
        {
            return (Directory.GetFiles(folder, "*", Entries), new DirectoryInfo(folder).GetDirectories("*", Entries));
        }
        catch (DirectoryNotFoundException) when (folder != root)
        {
            return ([], []);
        }
    }

    private static bool IsLink(DirectoryInfo folder) => folder.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static string? TargetOf(string link)
    {
        try
        {
            return RealPath.Of(link) is var target && Directory.Exists(target) ? target : null;
        }
        catch (IOException)
        {
            // A link that leads in a circle leads to no folder.
            return null;
        }
    }
}
