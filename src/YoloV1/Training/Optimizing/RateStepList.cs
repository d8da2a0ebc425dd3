using System.Collections.ObjectModel;

namespace YoloV1.Training;

/// <summary>Steps as a value: equal to others of the same steps, and printed as <c>200:2.5,400:2</c>.</summary>
internal sealed class RateStepList(IEnumerable<RateStep> steps) : ReadOnlyCollection<RateStep>([.. steps])
{
    public override bool Equals(object? obj) => obj is RateStepList other && this.SequenceEqual(other);

    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, this[0], this[^1]);

    public override string ToString() => string.Join(',', this);
}
