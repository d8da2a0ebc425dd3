namespace YoloV1.Data;

/// <summary>What became of a data set.</summary>
/// <param name="From">The format before.</param>
/// <param name="To">The format after.</param>
/// <param name="Output">The folder of the new files.</param>
/// <param name="Splits">Each split before and after.</param>
/// <param name="RenamedImages">Images that have another name now: two had the same, or it had spaces.</param>
internal sealed record ConversionReport(
    DataFormat From, DataFormat To, string Output, IReadOnlyList<ConvertedSplit> Splits, int RenamedImages)
{
    /// <summary>Splits that the data set names and whose files are not there.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>What the new files cannot represent, one line per kind with its counts; empty if nothing was lost.</summary>
    public IReadOnlyList<string> LostData =>
    [
        .. Lost("images", part => part.Images, "they could not be written"),
        .. Lost("objects", part => part.Objects, "their boxes have no area in the new format"),
        .. Lost("marks as difficult", part => part.Difficult, "the objects stay, as ordinary ones"),
        .. Lost("marks as crowds", part => part.Crowds, "the boxes stay, as those of ordinary objects"),
        .. Lost("marks as truncated", part => part.Truncated, "the objects stay"),
        .. Lost("classes", part => part.ObjectsByClass.Count, "the new format names classes only at objects"),
    ];

    /// <summary>What files of the format may hold and is not read from them.</summary>
    public string NotRead => From switch
    {
        DataFormat.Voc => "Poses, occlusion and parts are not carried over.",
        DataFormat.Coco => "Outlines and their areas, keypoints and ids are not carried over.",
        _ => "Outlines are carried over as the boxes around them.",
    };

    private IEnumerable<string> Lost(string what, Func<SplitReport, int> count, string why)
    {
        foreach (var (name, before, after, _, _) in Splits)
        {
            if (count(before) != count(after))
                yield return $"{name}: {what} {count(before)} -> {count(after)}; {why}.";
        }
    }

    /// <summary>The formats, the folder and each split.</summary>
    public override string ToString() => $"{From} -> {To}: {Output}; {string.Join("; ", Splits)}";
}
