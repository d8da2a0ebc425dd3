namespace YoloV1.Files;

/// <summary>The files of a folder and of the folders inside it, each folder once.</summary>
/// <remarks>
/// A link to a folder elsewhere is followed, once, and links inside that folder are not. One to a folder that is walked anyway, or that
/// this folder lies in, is passed over: it would count files again, lead in a circle, or to the whole disk.
/// </remarks>
internal sealed class FolderWalk(string root)
{
    private static readonly EnumerationOptions Entries = new() { AttributesToSkip = 0, RecurseSubdirectories = false };

    private readonly HashSet<string> _walked = new(StringComparer.Ordinal);
    private readonly List<string> _links = [];

    /// <summary>
    /// The folders in a folder, and links to folders elsewhere: each folder once, and none that the folder lies in.
    /// </summary>
    public static IEnumerable<string> FoldersIn(string folder)
    {
        var real = RealPath.Of(folder);
        var known = new HashSet<string>(StringComparer.Ordinal);
        // Folders come before the links to them.
        return [.. new DirectoryInfo(folder).EnumerateDirectories("*", Entries)
            .OrderBy(IsLink).ThenBy(inner => inner.Name, StringComparer.Ordinal)
            .Select(inner => Path.Combine(folder, inner.Name))
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

    private IEnumerable<string> Walk(string folder, string real, bool follows)
    {
        var open = new Stack<(string Path, string Real)>([(folder, real)]);
        while (open.TryPop(out var place))
        {
            if (!_walked.Add(place.Real))
                continue;
            foreach (var file in Directory.EnumerateFiles(place.Path, "*", Entries))
                yield return file;
            foreach (var inner in new DirectoryInfo(place.Path).EnumerateDirectories("*", Entries))
            {
                var path = Path.Combine(place.Path, inner.Name);
                if (!IsLink(inner))
                    open.Push((path, Path.Combine(place.Real, inner.Name)));
                else if (follows)
                    _links.Add(path);
            }
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
