namespace YoloV1.Models;

public abstract partial record LayerSpec
{
    /// <summary>A convolution, then batch normalization if asked for, then the activation.</summary>
    public sealed record Convolution(
        int Filters, int KernelSize, int Stride = 1, bool BatchNorm = true, bool Bias = false, Activation Activation = Activation.Leaky)
        : LayerSpec
    {
        /// <summary>Rows and columns of zeros around the input; "same" (kernel / 2) unless said otherwise.</summary>
        public int Padding { get; init; } = KernelSize / 2;

        /// <summary>Whether the convolution adds a bias: batch normalization has one of its own.</summary>
        internal bool HasBias => Bias || !BatchNorm;

        internal override string Summary => $"conv {KernelSize}x{KernelSize}/{Stride}";

        internal override int Reduction => Stride;

        internal override FeatureMap OutputOf(FeatureMap input) =>
            new(Filters, Slide(input.Height, KernelSize, Stride, 2 * Padding), Slide(input.Width, KernelSize, Stride, 2 * Padding));

        internal override WeightShapes? WeightsFor(FeatureMap input) =>
            new([Filters, input.Channels, KernelSize, KernelSize], HasBias ? Filters : 0, BatchNorm ? Filters : 0);

        internal override long OperationsFor(FeatureMap input) => base.OperationsFor(input) * OutputOf(input).Locations;

        internal override string WeightNameOf(string row) => $"{row}.conv";

        internal override LayerSpec? WithoutStride() => Stride > 1 ? this with { Stride = 1 } : null;

        internal override void Check(SettingCheck check)
        {
            check.Window(this, KernelSize, Stride, Padding);
            check.Within(Bounds.Filters, $"the filters of {this}", Filters);
            check.IsKnown(this, Activation);
        }
    }
}
