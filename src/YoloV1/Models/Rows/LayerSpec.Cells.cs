namespace YoloV1.Models;

public abstract partial record LayerSpec
{
    /// <summary>
    /// The channels of a location become the outputs of its cells: [N, m * m * D, h, w] to [N, S * S * D], where S = m h; m is
    /// <paramref name="PerPlace"/>.
    /// </summary>
    /// <remarks>The channels are the cells of a location row by row, D of each. It is a network's last row, by its grid.</remarks>
    internal sealed record Cells(int PerPlace) : LayerSpec
    {
        internal override string Summary => $"cells {PerPlace}x{PerPlace}";

        internal override FeatureMap OutputOf(FeatureMap input) => new((int)Math.Min(int.MaxValue, input.Length), 1, 1);
    }
}
