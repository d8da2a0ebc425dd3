namespace YoloV1.Evaluation;

/// <summary>Ground truth from files, and what detection files may call its images and classes.</summary>
internal sealed class TruthSource
{
    /// <summary>Where it was read.</summary>
    public required string Path { get; init; }

    /// <summary>The classes that detections may have.</summary>
    public required ClassNames Classes { get; init; }

    /// <summary>The images, each name once.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>The objects.</summary>
    public required IReadOnlyList<TruthBox> Truths { get; init; }

    /// <summary>The image of an <c>image_id</c> in COCO results.</summary>
    public required IReadOnlyDictionary<long, string> ImageOfId { get; init; }

    /// <summary>The class of a <c>category_id</c> in COCO results.</summary>
    public required IReadOnlyDictionary<long, int> ClassOfId { get; init; }

    /// <summary>The image of a name in comp4 files.</summary>
    public required IReadOnlyDictionary<string, string> ImageOfName { get; init; }

    /// <summary>Detections of another class are measured as a class without objects; otherwise they are left out.</summary>
    public required bool TakesOtherClasses { get; init; }

    /// <summary>Finds the file of an image; null where it is not known or not there.</summary>
    public required Func<string, string?> FindImage { get; init; }

    /// <summary>Everything left out while reading, one per line.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
