using static System.FormattableString;

namespace YoloV1;

/// <summary>An object that the network found.</summary>
/// <param name="Box">Where it is.</param>
/// <param name="ClassId">The class, an index into the model's <see cref="ClassNames"/>.</param>
/// <param name="Score">Box confidence times class probability, Pr(class) * IoU in the paper's equation 1.</param>
public readonly record struct Detection(Box Box, int ClassId, float Score)
{
    /// <summary>All of it in a line: <c>class 3, score 0.87, 0.25x0.5 around (0.4, 0.6)</c>.</summary>
    public override string ToString() => Invariant($"class {ClassId}, score {Score:0.####}, {Box}");
}
