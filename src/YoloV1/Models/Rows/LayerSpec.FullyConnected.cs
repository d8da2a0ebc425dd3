namespace YoloV1.Models;

public abstract partial record LayerSpec
{
    /// <summary>A fully connected layer; what comes before it is flattened channel by channel.</summary>
    public sealed record FullyConnected(int Outputs, Activation Activation = Activation.Linear, bool BatchNorm = false) : LayerSpec
    {
        internal override string Summary => "connected";

        internal override bool IsSpatial => false;

        internal override FeatureMap OutputOf(FeatureMap input) => new(Outputs, 1, 1);

        internal override WeightShapes? WeightsFor(FeatureMap input) =>
            BatchNorm ? new([Outputs, input.Length], Norm: Outputs) : new([Outputs, input.Length], Bias: Outputs);

        internal override void Check(SettingCheck check)
        {
            check.Within(Bounds.Outputs, $"the outputs of {this}", Outputs);
            check.IsKnown(this, Activation);
        }
    }
}
