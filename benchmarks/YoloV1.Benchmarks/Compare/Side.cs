using System.Diagnostics;

namespace YoloV1.Benchmarks.Compare;

/// <summary>One side of a comparison: a process to start, or why it cannot be.</summary>
/// <param name="Name">Who it is.</param>
/// <param name="Start">Makes what it needs and the call of its process.</param>
/// <param name="Missing">Why it cannot run here; null when it can.</param>
internal sealed record Side(string Name, Func<ProcessStartInfo> Start, string? Missing = null)
{
    /// <summary>The same side, or none for the given reason.</summary>
    public Side Unless(string? missing) => this with { Missing = Missing ?? missing };
}
