namespace YoloV1.Data;

/// <summary>A path as a file of a data set has it, which may have been written on Windows.</summary>
internal static class WrittenPath
{
    /// <summary>The path as it is written and, where it has backslashes, with slashes in their place.</summary>
    public static IEnumerable<string> SpellingsOf(string path) =>
        path.Contains('\\', StringComparison.Ordinal) ? [path, WithSlashes(path)] : [path];

    /// <summary>The path with slashes alone.</summary>
    public static string WithSlashes(string path) => path.Replace('\\', '/');
}
