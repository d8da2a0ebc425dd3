using YoloV1.Imaging;

namespace YoloV1.Cli.Options;

/// <summary>The images that a call names: files, folders, and globs that the shell left alone.</summary>
internal static class ImageSources
{
    /// <summary>Paths in the order of the call; those of a folder or a glob in the order of their names.</summary>
    /// <exception cref="FileNotFoundException">A source names nothing.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> sources) => [.. sources.SelectMany(Expand)];

    private static IReadOnlyList<string> Expand(string source)
    {
        if (File.Exists(source))
            return [source];
        if (Directory.Exists(source))
        {
            var images = Directory.EnumerateFiles(source).Where(ImageFile.HasExtension);
            return Found(images, source, $"the folder has no image ({string.Join(" ", ImageFile.Extensions)})");
        }
        if (source.AsSpan().ContainsAny('*', '?'))
        {
            var folder = Path.GetDirectoryName(source) is { Length: > 0 } named ? named : ".";
            var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, Path.GetFileName(source)) : [];
            return Found(files, source, "nothing matches");
        }
        throw new FileNotFoundException($"{source}: there is no such file or folder.");
    }

    private static string[] Found(IEnumerable<string> files, string source, string otherwise)
    {
        string[] found = [.. files.Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw new FileNotFoundException($"{source}: {otherwise}.");
    }
}
