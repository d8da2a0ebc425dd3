namespace YoloV1.Weights;

/// <summary>What happened to a network's tensors when the weights of another one were loaded into it.</summary>
/// <param name="Loaded">Tensors that the weights filled.</param>
/// <param name="LeftRandom">Tensors of the network that the weights have nothing for; they stay as they were.</param>
/// <param name="Skipped">Tensors of the weights that the network has no place for.</param>
public sealed record LoadReport(IReadOnlyList<string> Loaded, IReadOnlyList<string> LeftRandom, IReadOnlyList<string> Skipped)
{
    /// <summary>A summary, such as that only the backbone was used; null if the tensors say everything.</summary>
    public string? Summary { get; init; }

    /// <inheritdoc/>
    public override string ToString() => (Summary, LeftRandom.Count + Skipped.Count) switch
    {
        (null, _) => Counts,
        (_, 0) => Summary,
        _ => $"{Summary}; {Counts}",
    };

    private string Counts => $"{Loaded.Count} tensors loaded{Named(Loaded)}, "
        + $"{LeftRandom.Count} left random{Named(LeftRandom)}, {Skipped.Count} skipped{Named(Skipped)}";

    private static string Named(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => $" ({names[0]})",
        _ => $" ({names[0]} to {names[^1]})",
    };
}
