using YoloV1.Cli.Output;
using YoloV1.Data;
using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Cli.Options;

/// <summary>The images of a call: files, folders, globs that the shell did not expand, and lists of files.</summary>
internal static class ImageSources
{
    private const string StandardInput = "-";
    private static readonly string[] Videos = [".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".wmv"];

    /// <summary>Images in the order of the call; within a folder or a glob in the order of their paths.</summary>
    /// <param name="sources">Files, folders and globs.</param>
    /// <param name="recursive">Whether the folders inside a folder count.</param>
    /// <exception cref="FileNotFoundException">A source names nothing.</exception>
    /// <exception cref="InvalidDataException">A source is a video.</exception>
    public static IReadOnlyList<ImageSource> Expand(IEnumerable<string> sources, bool recursive = false) =>
        [.. sources.SelectMany(source => Expand(source, recursive))];

    /// <summary>The images of a list, one path a line, in its order. They are looked for later.</summary>
    /// <param name="list">The file; - for standard input.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It names none.</exception>
    public static IReadOnlyList<ImageSource> FromList(string list)
    {
        var lines = list == StandardInput ? StandardInputLines() : RegularFile.Lines(list, ImageFolders.MostBytesOfAList);
        ImageSource[] images = [.. lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => new ImageSource(line))];
        return images.Length > 0 ? images : throw new InvalidDataException($"{list}: the list names no image; write one path per line.");
    }

    private static IEnumerable<string> StandardInputLines()
    {
        while (Console.In.ReadLine() is { } line)
            yield return line;
    }

    private static ImageSource[] Expand(string source, bool recursive)
    {
        if (File.Exists(source))
            return Videos.Contains(Path.GetExtension(source), StringComparer.OrdinalIgnoreCase) ? throw Video(source) : [new(source)];
        if (Directory.Exists(source))
            return InFolder(source, recursive);
        if (Glob.TryParse(source) is { } glob)
            return Found(glob.Files(PassOver), glob.Folder, $"{source}: nothing matches.");
        throw new FileNotFoundException($"{source}: there is no such file or folder.");
    }

    private static ImageSource[] InFolder(string folder, bool recursive)
    {
        var images = recursive ? ImageFolders.Within(folder, PassOver)
            : ImageFile.InFolder(folder).Where(path => FolderWalk.HasName(path, PassOver));
        var unread = recursive ? ImageFolders.UnreadWithin(folder) : ImageFolders.UnreadIn(folder);
        DataSource.Warn([.. unread.Select(path => $"{path}: {ImageFolders.WhyUnread(path)}")], $"in {folder}.");
        var extensions = string.Join(" ", ImageFile.Extensions);
        return Found(images, folder, !recursive && ImageFolders.Within(folder).Any()
            ? $"{folder}: the folder has no image ({extensions}), but its subfolders have some; add --recursive."
            : $"{folder}: the folder has no image ({extensions}).");
    }

    private static ImageSource[] Found(IEnumerable<string> files, string folder, string otherwise)
    {
        ImageSource[] found = [.. files.Order(StringComparer.Ordinal).Select(path => new ImageSource(path, folder.Length))];
        return found.Length > 0 ? found : throw new FileNotFoundException(otherwise);
    }

    private static void PassOver(string path) => Terminal.Note($"warning: {path}: {FolderWalk.WhyPassedOver}");

    private static InvalidDataException Video(string file)
    {
        var folder = Path.ChangeExtension(file, null);
        var (frames, pattern) = (ShellQuoting.Quoted(folder), ShellQuoting.Quoted(Path.Combine(folder, "%06d.jpg")));
        return new($"{file}: this is a video; extract its frames, and give their folder, {frames}: "
            + $"mkdir {frames} && ffmpeg -i {ShellQuoting.Quoted(file)} -q:v 2 {pattern}");
    }
}
