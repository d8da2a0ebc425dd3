namespace YoloV1.Data;

/// <summary>Images with annotations of Pascal VOC's kind: a VOC folder, or a split of a set without lists.</summary>
/// <param name="Images">The folder of the images, and of folders with images.</param>
/// <param name="Labels">The folder of the annotations; the same one where they lie beside the images.</param>
/// <param name="Lists">The folder with a list of names for each split; null where all annotations are one split.</param>
/// <param name="Split">The name of that split.</param>
internal sealed record VocPart(string Images, string Labels, string? Lists, string Split = SplitNames.Whole)
{
    /// <summary>The splits that this part has something of.</summary>
    public IEnumerable<string> Splits => Lists is null
        ? [Split]
        : FolderContent.Files(Lists, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path));

    /// <summary>The list of a split, whether it is there or not.</summary>
    public string ListOf(string split) => Lists is null ? Labels : FolderContent.WithEnding(Path.Combine(Lists, split), ".txt");

    /// <summary>Whether it has something of a split.</summary>
    public bool Has(string split) => Lists is null ? Split == split : File.Exists(ListOf(split));

    /// <summary>The annotation with a name, whether it is there or not.</summary>
    public string LabelOf(string name) => FolderContent.WithEnding(Path.Combine(Labels, name), ".xml");

    /// <summary>The names of all annotations: their paths without the ending.</summary>
    /// <param name="faults">Receives the annotations and folders that are passed over.</param>
    public IEnumerable<string> LabelNames(FaultLog faults) => FolderContent.VocLabels(Labels, faults: faults)
        .Select(path => WrittenPath.WithSlashes(Path.GetRelativePath(Labels, path)[..^".xml".Length]));
}
