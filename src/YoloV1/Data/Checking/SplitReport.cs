using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>The content of a split.</summary>
internal sealed record SplitReport
{
    /// <summary>The part's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its images.</summary>
    public required int Images { get; init; }

    /// <summary>Images without an object.</summary>
    public required int ImagesWithoutObjects { get; init; }

    /// <summary>Its objects, without those left out for their faults.</summary>
    public required int Objects { get; init; }

    /// <summary>Objects marked as difficult.</summary>
    public required int Difficult { get; init; }

    /// <summary>Boxes around crowds.</summary>
    public required int Crowds { get; init; }

    /// <summary>Objects marked as truncated.</summary>
    public required int Truncated { get; init; }

    /// <summary>The objects of each class by its name, in the order of the classes; a class without objects has 0.</summary>
    public required IReadOnlyDictionary<string, int> ObjectsByClass { get; init; }

    /// <summary>The number of objects of each image.</summary>
    public required IReadOnlyList<int> ObjectsOfImages { get; init; }

    /// <summary>How large the boxes are.</summary>
    public required BoxStatistics Boxes { get; init; }

    /// <summary>The objects that a grid loses, for each S that was asked for.</summary>
    public required IReadOnlyList<LostObjects> Grids { get; init; }

    internal static SplitReport Of(string name, IReadOnlyList<Annotation> annotations, ClassNames classes, IEnumerable<int> gridSizes)
    {
        var byClass = new OrderedDictionary<string, int>(classes.Select(item => KeyValuePair.Create(item, 0)));
        var objects = annotations.SelectMany(annotation => annotation.Boxes).ToList();
        foreach (var item in objects)
            byClass[classes[item.ClassId]]++;
        return new()
        {
            Name = name,
            Images = annotations.Count,
            ImagesWithoutObjects = annotations.Count(annotation => annotation.Boxes.Count == 0),
            Objects = objects.Count,
            Difficult = objects.Count(item => item.Difficult),
            Crowds = objects.Count(item => item.Crowd),
            Truncated = objects.Count(item => item.Truncated),
            ObjectsByClass = byClass,
            ObjectsOfImages = [.. annotations.Select(annotation => annotation.Boxes.Count)],
            Boxes = BoxStatistics.Of(annotations),
            Grids = [.. gridSizes.Select(s => LostObjects.Of(s, annotations))],
        };
    }

    /// <summary>The part on one line: <c>train: 300 images, 812 objects</c>.</summary>
    public override string ToString() => $"{Name}: {Printable.Count(Images, "image")}, {Printable.Count(Objects, "object")}";
}
