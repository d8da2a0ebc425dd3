namespace YoloV1.Evaluation;

/// <summary>The kinds of the best detections of a class, see <see cref="ErrorAnalysis"/>.</summary>
/// <param name="Name">The class.</param>
/// <param name="Truths">Objects to find: as many detections are looked at, or all where there are fewer.</param>
/// <param name="Counts">The number of each <see cref="ErrorKind"/>, in their order.</param>
public sealed record ClassErrors(string Name, int Truths, IReadOnlyList<int> Counts)
{
    /// <summary>The number of a kind.</summary>
    public int this[ErrorKind kind] => Counts[(int)kind];

    /// <summary>The number of detections that were looked at.</summary>
    public int Detections => Counts.Sum();

    /// <summary>The class and its kinds: <c>cat: Correct 7, Localization 2, Similar 0, Other 1, Background 2</c>.</summary>
    public override string ToString() =>
        $"{Name}: {string.Join(", ", Enum.GetValues<ErrorKind>().Select(kind => FormattableString.Invariant($"{kind} {this[kind]}")))}";
}
