namespace YoloV1.Files;

/// <summary>Where a path leads when all links on it are followed.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>The full path without links; null if it does not exist.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path) => Of(Path.GetFullPath(path), MostLinks);

    /// <summary>Whether a path is a folder or lies in it; both are real.</summary>
    public static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(
        Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Of(string path, int links)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var here = Path.Combine(Of(parent, links), Path.GetFileName(path));
        if (new FileInfo(here).LinkTarget is not { } target)
            return here;
        return links > 0
            ? Of(Path.GetFullPath(target, Path.GetDirectoryName(here)!), links - 1)
            : throw new IOException($"{Printable.Path(path)}: the links form a cycle; correct them.");
    }
}
