using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>The content of a data set and its problems.</summary>
/// <param name="Path">The data set, as it was named.</param>
/// <param name="Format">How it lies in files.</param>
/// <param name="Classes">Its classes.</param>
/// <param name="Splits">Each split.</param>
/// <param name="All">The whole set, an image that several splits name counted once.</param>
/// <param name="Faults">The problems, grouped by kind.</param>
internal sealed record DatasetReport(
    string Path, DataFormat Format, ClassNames Classes, IReadOnlyList<SplitReport> Splits, SplitReport All, IReadOnlyList<DataFault> Faults)
{
    /// <summary>The data set on one line: <c>cards.yaml: Yolo, 3 classes; all: 300 images, 812 objects; 2 faults</c>.</summary>
    public override string ToString() =>
        $"{Path}: {Format}, {Printable.Count(Classes.Count, "class", "classes")}; {All}; {Printable.Count(Faults.Count, "fault")}";
}
