namespace YoloV1.Benchmarks.Parts;

/// <summary>A benchmark whose two sides can be compared.</summary>
internal interface IPart
{
    /// <summary>What both sides give for a case of the given size.</summary>
    (double[] Reference, double[] Product) RunBoth(int size);
}
