using System.Text.Json.Serialization;

namespace YoloV1.Models;

public abstract partial record LayerSpec
{
    /// <summary>A convolution whose weights differ from location to location, then the activation.</summary>
    public sealed record Local(int Filters, int KernelSize, int Stride = 1, Activation Activation = Activation.Leaky) : LayerSpec
    {
        /// <summary>Rows and columns of zeros around the input; "same" (kernel / 2) unless said otherwise.</summary>
        public int Padding { get; init; } = KernelSize / 2;

        /// <summary>Which weights begin at random values.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public LocalInitialization Initialization { get; init; }

        internal override string Summary => $"local {KernelSize}x{KernelSize}/{Stride}";

        internal override int Reduction => Stride;

        internal override FeatureMap OutputOf(FeatureMap input) =>
            new(Filters, Slide(input.Height, KernelSize, Stride, 2 * Padding), Slide(input.Width, KernelSize, Stride, 2 * Padding));

        internal override WeightShapes? WeightsFor(FeatureMap input)
        {
            var output = OutputOf(input);
            return new([output.Locations, Filters, (long)input.Channels * KernelSize * KernelSize], output.Length);
        }

        internal override void Check(SettingCheck check)
        {
            check.Window(this, KernelSize, Stride, Padding);
            check.Within(Bounds.Filters, $"the filters of {this}", Filters);
            check.IsKnown(this, Activation);
        }
    }
}
