using System.Text.Json.Serialization;

namespace YoloV1.Models;

public abstract partial record LayerSpec
{
    /// <summary>The largest value of each window.</summary>
    public sealed record MaxPool(int Size = 2, int Stride = 2) : LayerSpec
    {
        /// <summary>How far windows reach over the edges, both sides together: half of it before the first value, as in Darknet.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public int Padding { get; init; }

        internal override string Summary => $"max {Size}x{Size}/{Stride}";

        internal override int Reduction => Stride;

        internal override FeatureMap OutputOf(FeatureMap input) =>
            new(input.Channels, Slide(input.Height, Size, Stride, Padding), Slide(input.Width, Size, Stride, Padding));

        /// <summary>How many values the windows reach over the two ends of a side.</summary>
        internal (int Before, int After) EdgesOf(int side)
        {
            var before = Padding / 2;
            var reach = (Slide(side, Size, Stride, Padding) - 1) * Stride + Size;
            return (before, Math.Max(0, reach - before - side));
        }

        internal override LayerSpec? WithoutStride() => Stride > 1 ? this with { Stride = 1, Padding = Size - 1 } : null;

        internal override void Check(SettingCheck check) => check.Window(this, Size, Stride, Padding);
    }
}
