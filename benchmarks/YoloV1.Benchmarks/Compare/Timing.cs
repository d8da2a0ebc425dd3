using YoloV1.Cli.Commands;

namespace YoloV1.Benchmarks.Compare;

/// <summary>The rounds of one side.</summary>
/// <param name="Milliseconds">A time for each round.</param>
/// <param name="PeakBytes">The most memory that its process has had; 0 when it is not known.</param>
internal sealed record Timing(IReadOnlyList<double> Milliseconds, long PeakBytes) : RunTimes(Milliseconds);
