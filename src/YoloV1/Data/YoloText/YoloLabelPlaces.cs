using System.Collections.Concurrent;

namespace YoloV1.Data;

/// <summary>Where labels of images are searched.</summary>
/// <remarks>
/// First with <c>labels</c> instead of the last folder <c>images</c> in the path of the image, then beside the image, then in a folder
/// <c>labels</c> beside the folder of the image. Case does not matter, and <c>labelTxt</c> counts as <c>labels</c>.
/// </remarks>
internal sealed class YoloLabelPlaces
{
    private static readonly string[] ImageFolderNames = ["images", "JPEGImages"];
    private static readonly string[] LabelFolderNames = ["labels", "label", "labelTxt"];

    private readonly ConcurrentDictionary<string, string[]> _places = new(StringComparer.Ordinal);

    /// <summary>The label of an image, <c>a.txt</c> or <c>a.jpg.txt</c>; if there is none, the first place where it could be.</summary>
    public string LabelOf(string image)
    {
        var places = FoldersFor(image);
        string[] names = [Path.GetFileNameWithoutExtension(image), Path.GetFileName(image)];
        return places.SelectMany(place => names.Select(name => FolderContent.WithEnding(Path.Combine(place, name), ".txt")))
            .FirstOrDefault(File.Exists) ?? Path.Combine(places[0], names[0] + ".txt");
    }

    /// <summary>The folders where the label of an image is searched.</summary>
    public IReadOnlyList<string> FoldersFor(string image) => _places.GetOrAdd(Path.GetDirectoryName(image)!, Find);

    private static string[] Find(string folder)
    {
        var (around, name) = (Path.GetDirectoryName(folder), Path.GetFileName(folder));
        return
        [
            .. InPlaceOfImages(folder)
                .Append(folder)
                .Concat(around is null ? [] : LabelFolders(around))
                .Concat(Path.GetDirectoryName(around) is { } outer ? LabelFolders(outer).Select(labels => Path.Combine(labels, name)) : [])
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> InPlaceOfImages(string folder)
    {
        var parts = folder.Split(Path.DirectorySeparatorChar);
        var at = Array.FindLastIndex(parts, part => ImageFolderNames.Contains(part, StringComparer.OrdinalIgnoreCase));
        if (at < 0)
            return [];
        var before = string.Join(Path.DirectorySeparatorChar, parts[..at]);
        // A path that begins with images has nothing before it.
        var root = at == 0 ? "." : before.Length == 0 ? Path.DirectorySeparatorChar.ToString() : before;
        var behind = string.Join(Path.DirectorySeparatorChar, parts[(at + 1)..]);
        var usual = at == 0 ? LabelFolderNames[0] : Path.Combine(root, LabelFolderNames[0]);
        return LabelFolders(root).Prepend(usual).Select(labels => Path.Combine(labels, behind));
    }

    // Spelled as found: Labels, labelTxt.
    private static IEnumerable<string> LabelFolders(string around) => Directory.Exists(around)
        ? Directory.EnumerateDirectories(around)
            .Select(path => (Path: path, Place: Array.FindIndex(
                LabelFolderNames, name => name.Equals(Path.GetFileName(path), StringComparison.OrdinalIgnoreCase))))
            .Where(pair => pair.Place >= 0).OrderBy(pair => pair.Place).ThenBy(pair => pair.Path, StringComparer.Ordinal)
            .Select(pair => pair.Path)
        : [];
}
