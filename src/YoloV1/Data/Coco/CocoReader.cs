using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>The images of one COCO file with their objects.</summary>
internal sealed class CocoReader(string path, CocoFile file, CocoImages images, ClassNames classes, FaultLog faults)
{
    private readonly FaultLog _found = new(strict: false);
    private readonly BoxReadings _boxes = new(BoxMeaning.SizeInPixels);
    private readonly CocoCategories _categories = CocoCategories.Of(path, file);

    /// <summary>The images in the order of the file.</summary>
    public IReadOnlyList<DatasetEntry> Read()
    {
        CocoImage[] once = [.. file.Images!.GroupBy(image => image.Id).Select(Only)];
        var ids = once.Select(image => image.Id).ToHashSet();
        foreach (var orphan in (file.Annotations ?? []).Where(item => !ids.Contains(item.ImageId)))
            _found.Add(
                DataFaultKind.UnusedLabel,
                PlaceOf(orphan),
                $"image_id {CocoTextIds.Shown(orphan.ImageId)} is not in 'images'; correct it, or remove the annotation.");
        var objects = (file.Annotations ?? []).ToLookup(item => item.ImageId);
        var classIds = _categories.Ids.Zip(_categories.Names.Select(classes.IndexOf)).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var category in _categories.LeftOut)
            _found.Add(
                DataFaultKind.CategoryLeftOut,
                $"{path}(category {CocoTextIds.Shown(category.Id)})",
                $"category '{Printable.Of(category.Name!)}' has no annotations and is not used as a class: it only groups others.");
        if (ids.Count == 0)
            _found.Add(DataFaultKind.MissingSplit, path, "'images' is empty; add the images.");
        DatasetEntry[] entries =
        [
            .. once.Select(image => ReadImage(image, objects[image.Id], classIds)).OfType<DatasetEntry>(),
        ];
        _boxes.Judge(_found, faults);
        return entries;
    }

    private CocoImage Only(IGrouping<long, CocoImage> images)
    {
        if (images.Skip(1).Any())
        {
            var names = string.Join("' and '", images.Select(image => image.FileName));
            _found.Add(
                DataFaultKind.BrokenLabel,
                $"{path}(image {CocoTextIds.Shown(images.Key)})",
                $"image id {CocoTextIds.Shown(images.Key)} occurs twice, for '{Printable.Of(names)}'; ids must be unique.");
        }
        return images.First();
    }

    private DatasetEntry? ReadImage(CocoImage image, IEnumerable<CocoObject> objects, Dictionary<long, int> classIds)
    {
        if (image.FileName is not { Length: > 0 } name)
        {
            _found.Add(DataFaultKind.BrokenLabel, $"{path}(image {CocoTextIds.Shown(image.Id)})", "the image has no 'file_name'; add it.");
            return null;
        }
        var (expected, found) = (Path.Combine(images.Folder, name), images.Find(name));
        if (SizeOf(image, found, expected) is not { } size)
            return null;
        var boxes = new List<LabeledBox>();
        foreach (var item in objects)
            if (ReadObject(item, size, classIds) is { } box)
                boxes.Add(box);
        return new(new(NameOf(name, found), size, boxes), found ?? expected, found is not null, path) { Id = image.Id };
    }

    private static string NameOf(string written, string? found) =>
        found?.Contains(written, StringComparison.Ordinal) is false ? WrittenPath.WithSlashes(written) : written;

    private ImageSize? SizeOf(CocoImage image, string? found, string expected)
    {
        if (image is { Width: > 0, Height: > 0 })
            return new(image.Width, image.Height);
        if (found is not null)
            return ImageSizes.Read(found, _found);
        _found.Add(
            DataFaultKind.MissingImage,
            expected,
            $"the image of image {CocoTextIds.Shown(image.Id)} and its size are missing; add them.");
        return null;
    }

    private LabeledBox? ReadObject(CocoObject item, ImageSize size, Dictionary<long, int> classIds)
    {
        if (!classIds.TryGetValue(item.CategoryId, out var classId))
        {
            _found.Add(
                DataFaultKind.UnknownClass,
                PlaceOf(item),
                $"category_id {CocoTextIds.Shown(item.CategoryId)} is not in 'categories'; correct it, or add the category.");
            return null;
        }
        if (classId < 0)
        {
            var name = file.Categories!.First(category => category.Id == item.CategoryId).Name;
            _found.Add(
                DataFaultKind.UnknownClass,
                PlaceOf(item),
                $"class '{Printable.Of(name!)}' is not one of: {Printable.Of(classes.ToString(), longest: 400)}. "
                + "Correct it, or add it to the classes.");
            return null;
        }
        if (item.Bbox is not [var x, var y, var width, var height])
        {
            _found.Add(DataFaultKind.BrokenLabel, PlaceOf(item), "'bbox' is not [x, y, width, height]; correct it.");
            return null;
        }
        _boxes.Add((x, y, width, height), size, PlaceOf(item));
        var box = BoxCheck.OnImage(
            Box.FromPixels((float)x, (float)y, (float)(x + width), (float)(y + height), size),
            hasExtent: width > 0 && height > 0,
            size,
            () => (FormattableString.Invariant($"bbox [{x}, {y}, {width}, {height}]"), $"0..{size.Width} x 0..{size.Height}"),
            PlaceOf(item),
            _found);
        return box is { } kept ? new(kept, classId, item.Difficult is 1, item.Iscrowd != 0) { Truncated = item.Truncated is 1 } : null;
    }

    // Such files are mostly one line; the id is what one can search for.
    private string PlaceOf(CocoObject item) => $"{path}(annotation {CocoTextIds.Shown(item.Id)})";
}
