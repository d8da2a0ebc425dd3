namespace YoloV1.Data;

/// <summary>Finds the images of a COCO file around it, each for itself: one that is missing takes no other along.</summary>
internal sealed class CocoImages
{
    // So many of the images show where they are.
    private const int MostAsked = 1000;

    private readonly ImageFolders _images = new();
    private readonly string[] _folders;
    private readonly HashSet<string> _lastParts;      // those that one image alone has

    /// <summary>Finds out which folder has most of the images.</summary>
    /// <param name="path">The instances file.</param>
    /// <param name="file">Its content.</param>
    /// <param name="imageFolder">The folder that has the images; null looks for them around the file.</param>
    public CocoImages(string path, CocoFile file, string? imageFolder)
    {
        _folders = imageFolder is null ? FoldersAround(path) : [imageFolder];
        var names = file.Images!.Select(image => image.FileName).OfType<string>().ToList();
        _lastParts = [.. names.CountBy(WrittenPath.LastPart).Where(pair => pair.Value == 1).Select(pair => pair.Key)];
        var asked = names.Where((_, place) => place % (names.Count / MostAsked + 1) == 0).ToList();
        // Sorting is stable: of two folders with as many the first stays first.
        _folders = [.. _folders.Select(folder => (Folder: folder, Count: asked.Count(name => FindIn(folder, name) is not null)))
            .OrderByDescending(pair => pair.Count).Select(pair => pair.Folder)];
    }

    /// <summary>The folder that has most of the images.</summary>
    public string Folder => _folders[0];

    /// <summary>The file of an image; null when it is nowhere around.</summary>
    public string? Find(string name) => _folders.Select(folder => FindIn(folder, name)).FirstOrDefault(found => found is not null);

    // Of a path that was written on another machine the first folders are dropped, unless that makes two images one.
    private string? FindIn(string folder, string name) =>
        WrittenPath.IsOfAnotherPlace(name) && _lastParts.Contains(WrittenPath.LastPart(name))
        ? WrittenPath.Find(name, [folder], _images.Find)
        : WrittenPath.SpellingsOf(name)
            .Select(spelling => _images.Find(Path.Combine(folder, spelling))).FirstOrDefault(found => found is not null);

    // annotations/instances_val2017.json goes with val2017 or images/val2017 beside annotations; others have all in one folder.
    private static string[] FoldersAround(string path)
    {
        var own = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var name = Path.GetFileNameWithoutExtension(path);
        var year = name[(name.LastIndexOf('_') + 1)..];
        string[] roots = [own, Path.GetDirectoryName(own) ?? own];
        string[] places = ["images", "", year, Path.Combine("images", year), "JPEGImages"];
        return [.. roots.SelectMany(root => places.Select(place => InsideOf(root, place))).Distinct(StringComparer.Ordinal)];

        static string InsideOf(string root, string place) => place.Split(Path.DirectorySeparatorChar)
            .Aggregate(root, (folder, name) => name.Length == 0 ? folder : FolderContent.Inside(folder, name));
    }
}
