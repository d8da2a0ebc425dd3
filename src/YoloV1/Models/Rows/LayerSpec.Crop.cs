namespace YoloV1.Models;

public abstract partial record LayerSpec
{
    /// <summary>The middle of the image; with <paramref name="Centered"/> its values become 2 x - 1.</summary>
    public sealed record Crop(int Height, int Width, bool Centered = true) : LayerSpec
    {
        internal override string Summary => $"crop {Width}x{Height}";

        internal override FeatureMap OutputOf(FeatureMap input) =>
            Height <= input.Height && Width <= input.Width ? new(input.Channels, Height, Width) : default;

        internal override void Check(SettingCheck check) =>
            check.Within(Bounds.CropSide, $"the smaller side of {this}", Math.Min(Height, Width));
    }
}
