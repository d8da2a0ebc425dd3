using YoloV1.Cli.Output;
using YoloV1.Imaging;

namespace YoloV1.Cli.Options;

/// <summary>The images that a call names: files, folders, and globs that the shell left alone.</summary>
internal static class ImageSources
{
    private static readonly string[] Videos = [".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".wmv"];

    /// <summary>Paths in the order of the call; those of a folder or a glob in the order of their names.</summary>
    /// <exception cref="FileNotFoundException">A source names nothing.</exception>
    /// <exception cref="InvalidDataException">A source is a video.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> sources) => [.. sources.SelectMany(Expand)];

    private static IReadOnlyList<string> Expand(string source)
    {
        if (File.Exists(source))
            return Videos.Contains(Path.GetExtension(source), StringComparer.OrdinalIgnoreCase) ? throw Video(source) : [source];
        if (Directory.Exists(source))
            return Found(ImageFile.InFolder(source), source, $"the folder has no image ({string.Join(" ", ImageFile.Extensions)})");
        if (source.AsSpan().ContainsAny('*', '?'))
        {
            var folder = Path.GetDirectoryName(source) is { Length: > 0 } named ? named : ".";
            var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, Path.GetFileName(source)) : [];
            return Found([.. files.Order(StringComparer.Ordinal)], source, "nothing matches");
        }
        throw new FileNotFoundException($"{source}: there is no such file or folder.");
    }

    private static IReadOnlyList<string> Found(IReadOnlyList<string> files, string source, string otherwise) =>
        files.Count > 0 ? files : throw new FileNotFoundException($"{source}: {otherwise}.");

    private static InvalidDataException Video(string file)
    {
        var folder = Path.ChangeExtension(file, null);
        var (frames, pattern) = (ShellQuoting.Quoted(folder), ShellQuoting.Quoted(Path.Combine(folder, "%06d.jpg")));
        return new($"{file}: this is a video; make images of it, and give their folder, {frames}: "
            + $"mkdir {frames} && ffmpeg -i {ShellQuoting.Quoted(file)} -q:v 2 {pattern}");
    }
}
