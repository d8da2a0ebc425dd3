namespace YoloV1.Evaluation;

/// <summary>Groups of classes that are easily taken for each other, for an <see cref="ErrorAnalysis"/>.</summary>
public sealed class SimilarClasses
{
    private readonly HashSet<string>[] _groups;

    /// <summary>Groups of class names. A name may be in several; one that a data set has not does no harm.</summary>
    public SimilarClasses(IEnumerable<IEnumerable<string>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        _groups = [.. groups.Select(group => group.ToHashSet(StringComparer.Ordinal))];
    }

    /// <summary>The sets of Hoiem et al. (2012) for Pascal VOC: vehicles; animals and people; furniture; what flies.</summary>
    public static SimilarClasses Voc { get; } = new([
        ["aeroplane", "bicycle", "boat", "bus", "car", "motorbike", "train"],
        ["bird", "cat", "cow", "dog", "horse", "person", "sheep"],
        ["chair", "diningtable", "sofa"],
        ["aeroplane", "bird"]]);

    /// <summary>Reads groups as a call writes them: names with commas between, groups with semicolons, <c>cat,dog;car,bus</c>.</summary>
    public static SimilarClasses Parse(string groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        const StringSplitOptions Clean = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        return new(groups.Split(';', Clean).Select(group => group.Split(',', Clean)));
    }

    /// <summary>Whether two different classes are in one group.</summary>
    public bool AreSimilar(string one, string other) =>
        one != other && Array.Exists(_groups, group => group.Contains(one) && group.Contains(other));
}
