namespace YoloV1.Data;

/// <summary>What is in a split.</summary>
/// <param name="Images">Its images.</param>
/// <param name="ImagesWithoutObjects">Those without an object.</param>
/// <param name="ObjectsByClass">Its objects by the name of their class; a class without objects is in it too.</param>
/// <param name="Difficult">Objects that are marked as difficult.</param>
/// <param name="Crowds">Boxes around many objects.</param>
/// <param name="Truncated">Objects that are marked as truncated.</param>
public sealed record SplitCounts(
    int Images, int ImagesWithoutObjects, IReadOnlyDictionary<string, int> ObjectsByClass, int Difficult, int Crowds, int Truncated)
{
    /// <summary>All objects.</summary>
    public int Objects => ObjectsByClass.Values.Sum();

    /// <summary>Counts a data set.</summary>
    public static SplitCounts Of(IDetectionDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var annotations = Enumerable.Range(0, dataset.Count).Select(dataset.GetAnnotation).ToList();
        var boxes = annotations.SelectMany(annotation => annotation.Boxes).ToList();
        var counts = boxes.CountBy(box => box.ClassId).ToDictionary();
        return new(
            annotations.Count,
            annotations.Count(annotation => annotation.Boxes.Count == 0),
            dataset.Classes.Select((name, id) => (name, Count: counts.GetValueOrDefault(id))).ToDictionary(pair => pair.name, pair => pair.Count),
            boxes.Count(box => box.Difficult),
            boxes.Count(box => box.Crowd),
            boxes.Count(box => box.Truncated));
    }
}
