using YoloV1.Data;

namespace YoloV1.Evaluation;

/// <summary>Ground truth in COCO's instances format, as the file has it: no box is clipped or left out, and no image is needed.</summary>
internal static class CocoTruthFile
{
    /// <summary>Reads a file: images and classes in the order of their ids, as COCO's program takes them.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not such a file.</exception>
    public static TruthSource Read(string path)
    {
        var file = CocoFile.Open(path);
        var categories = CocoCategories.Of(path, file);
        var classOf = Distinct(path, "category", categories.Ids).Select((id, place) => (id, place))
            .ToDictionary(pair => pair.id, pair => pair.place);
        var imageOf = Distinct(path, "image", file.Images!.Select(image => image.Id)).Order().ToDictionary(id => id, NameOf);
        var annotations = file.Annotations ?? [];
        var known = annotations.Where(item => imageOf.ContainsKey(item.ImageId) && classOf.ContainsKey(item.CategoryId)).ToArray();
        Fractions.Refuse(path, known.SelectMany(item => item.Bbox ?? []));
        return new TruthSource
        {
            Path = path,
            Classes = categories.Names,
            Images = [.. imageOf.Values],
            Truths = [.. known.Select(item => new TruthBox(
                imageOf[item.ImageId], classOf[item.CategoryId], BoxOf(path, item), item.Difficult is 1, item.Iscrowd != 0, item.Area))],
            ImageOfId = imageOf,
            ClassOfId = classOf,
            ImageOfName = NamesOf(file.Images!),
            FindImage = ImageFinder(path, file),
            TakesOtherClasses = false,
            Warnings = known.Length == annotations.Count ? [] :
                [$"{path}: {annotations.Count - known.Length} annotations with an unknown image or category are left out."],
        };
    }

    private static string NameOf(long id) => CocoTextIds.Shown(id);

    private static Func<string, string?> ImageFinder(string path, CocoFile file)
    {
        var images = new Lazy<CocoImages>(() => new(path, file, imageFolder: null));
        var nameOf = file.Images!.ToDictionary(image => NameOf(image.Id), image => image.FileName);
        return image => nameOf[image] is { } name ? images.Value.Find(name) : null;
    }

    private static PixelBox BoxOf(string path, CocoObject item) =>
        item.Bbox is [var left, var top, var width, var height] && item.Bbox.All(double.IsFinite)
        ? PixelBox.FromCoco(left, top, width, height)
        : throw new InvalidDataException(
            $"{path}(annotation {CocoTextIds.Shown(item.Id)}): 'bbox' is not [x, y, width, height]; correct it.");

    private static IEnumerable<long> Distinct(string path, string what, IEnumerable<long> ids)
    {
        var found = new HashSet<long>();
        foreach (var id in ids)
        {
            yield return found.Add(id)
                ? id
                : throw new InvalidDataException($"{path}: {what} id {CocoTextIds.Shown(id)} occurs twice; ids must be unique.");
        }
    }

    /// <summary>Images by file name, with or without folder and extension, and by id; ambiguous names are left out.</summary>
    private static Dictionary<string, string> NamesOf(IReadOnlyList<CocoImage> images)
    {
        var names = images.SelectMany(image => SpellingsOf(image.FileName).Select(name => (Name: name, Id: NameOf(image.Id))));
        var found = names.GroupBy(pair => pair.Name).Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => group.Single().Id, StringComparer.Ordinal);
        foreach (var image in images)
            found.TryAdd(NameOf(image.Id), NameOf(image.Id));
        return found;
    }

    private static IEnumerable<string> SpellingsOf(string? fileName) =>
        new[] { fileName, Path.GetFileName(fileName), Path.GetFileNameWithoutExtension(fileName) }.OfType<string>().Distinct();
}
