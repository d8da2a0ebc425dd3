namespace YoloV1.Models;

public abstract partial record LayerSpec
{
    /// <summary>The mean of each channel.</summary>
    public sealed record AveragePool : LayerSpec
    {
        internal override string Summary => "average";

        internal override FeatureMap OutputOf(FeatureMap input) => new(input.Channels, 1, 1);
    }
}
