namespace YoloV1.Models;

public abstract partial record LayerSpec
{
    /// <summary>Sets values to zero with the given probability while training.</summary>
    public sealed record Dropout(double Probability = 0.5) : LayerSpec
    {
        internal override string Summary => FormattableString.Invariant($"dropout {Probability}");

        internal override bool IsSpatial => false;

        internal override void Check(SettingCheck check) => check.IsProbability(this, Probability);
    }
}
