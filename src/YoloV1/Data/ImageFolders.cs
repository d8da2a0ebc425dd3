using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Finds images by name, with extensions in both cases; every folder is listed once.</summary>
internal sealed class ImageFolders
{
    private static readonly string[] UnreadFormats =
    [
        ".tif", ".tiff", ".heic", ".heif", ".avif", ".jxl", ".jp2", ".jfif", ".ppm", ".pgm", ".tga", ".psd", ".dng", ".cr2", ".nef", ".arw",
    ];

    private readonly Dictionary<string, ILookup<string, string>> _below = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (HashSet<string> Names, Dictionary<string, string> ByStem)> _listings = new(StringComparer.Ordinal);

    /// <summary>Bytes of a text that lists images: a million paths take less.</summary>
    public const long MostBytesOfAList = 256 << 20;

    /// <summary>The images of a folder and of those in it, in the order of their paths; none when there is no such folder.</summary>
    /// <remarks>See <see cref="FolderWalk"/> for links.</remarks>
    /// <param name="folder">The folder.</param>
    /// <param name="faults">Receives the images and folders whose names cannot be read; null for nothing.</param>
    public static IEnumerable<string> Within(string folder, FaultLog? faults = null) => Within(folder, path => faults?.PassOver(path));

    /// <summary>The same.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="unnamed">Receives the images and folders whose names cannot be read.</param>
    public static IEnumerable<string> Within(string folder, Action<string> unnamed) => Directory.Exists(folder)
        ? new FolderWalk(folder, IsImage, unnamed).Files().Order(StringComparer.Ordinal)
        : [];

    /// <summary>The images of a folder and its subfolders in unsupported formats.</summary>
    public static IEnumerable<string> UnreadWithin(string folder) => Directory.Exists(folder)
        ? new FolderWalk(folder, IsUnread).Files().Order(StringComparer.Ordinal)
        : [];

    /// <summary>The same of a folder alone.</summary>
    public static IEnumerable<string> UnreadIn(string folder) =>
        FolderContent.Files(folder).Where(IsUnread).Order(StringComparer.Ordinal);

    /// <summary>The image with a path's name and another ending, in a format that is not read; null when there is none.</summary>
    public static string? UnreadAt(string path) => UnreadFormats.SelectMany(ending => new[] { ending, ending.ToUpperInvariant() })
        .Select(ending => Path.ChangeExtension(path, ending)).FirstOrDefault(File.Exists);

    /// <summary>The message for such a file.</summary>
    public static string WhyUnread(string path) =>
        $"the image format {Path.GetExtension(path).ToLowerInvariant()} is not supported; convert it to JPEG or PNG.";

    /// <summary>The image with a file name, or with the same name and another extension; null when there is none.</summary>
    public string? Find(string path)
    {
        var (folder, name) = (Path.GetDirectoryName(path) ?? "", Path.GetFileName(path));
        return Listing(folder).Names.Contains(name) ? path : FindStem(folder, Path.GetFileNameWithoutExtension(name));
    }

    /// <summary>The image of a folder with a name and any extension; null when there is none.</summary>
    public string? FindStem(string folder, string stem) =>
        Listing(folder).ByStem.TryGetValue(stem, out var name) ? Path.Combine(folder, name) : null;

    /// <summary>The only image of a name in a folder and those inside it, with any extension; null when there is none or several.</summary>
    public string? FindWithin(string folder, string stem)
    {
        if (!_below.TryGetValue(folder, out var known))
            _below[folder] = known = Within(folder).ToLookup(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);
        return known[stem].Take(2).ToArray() is [var only] ? only : null;
    }

    private static bool IsImage(string path) => ImageFile.HasExtension(path) && !FolderContent.IsHidden(path);

    private static bool IsUnread(string path) =>
        UnreadFormats.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) && !FolderContent.IsHidden(path);

    private (HashSet<string> Names, Dictionary<string, string> ByStem) Listing(string folder)
    {
        if (_listings.TryGetValue(folder, out var known))
            return known;
        string[] names = Directory.Exists(folder)
            ? [.. FolderContent.Files(folder).Where(ImageFile.HasExtension)
                .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : [];
        var byStem = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
            byStem.TryAdd(Path.GetFileNameWithoutExtension(name), name);
        return _listings[folder] = (new(names, StringComparer.Ordinal), byStem);
    }
}
