namespace YoloV1.Models;

/// <summary>How the rows of a backbone's table change the shape of what flows through them.</summary>
internal static class LayerShapes
{
    /// <summary>The shape after each row.</summary>
    public static IReadOnlyList<FeatureMap> Of(IReadOnlyList<LayerSpec> backbone, ImageSize input)
    {
        var shape = new FeatureMap(3, input.Height, input.Width);
        return [.. backbone.Select(row => shape = After(row, shape))];
    }

    /// <summary>Input pixels along a side to one cell of the feature map.</summary>
    public static int Stride(IReadOnlyList<LayerSpec> backbone) => (int)backbone.Aggregate(1L, (stride, row) => Math.Min(int.MaxValue, stride * row switch
    {
        LayerSpec.Convolution convolution => convolution.Stride,
        LayerSpec.MaxPool pool => pool.Stride,
        LayerSpec.Local local => local.Stride,
        _ => 1,
    }));

    /// <summary>The shape after one row; a side of 0 or less where a window does not fit.</summary>
    public static FeatureMap After(LayerSpec row, FeatureMap input) => row switch
    {
        LayerSpec.Convolution c => new(c.Filters, Slide(input.Height, c.KernelSize, c.Stride, 2 * c.Padding), Slide(input.Width, c.KernelSize, c.Stride, 2 * c.Padding)),
        LayerSpec.Local l => new(l.Filters, Slide(input.Height, l.KernelSize, l.Stride, 2 * l.Padding), Slide(input.Width, l.KernelSize, l.Stride, 2 * l.Padding)),
        LayerSpec.MaxPool p => new(input.Channels, Slide(input.Height, p.Size, p.Stride, p.Padding), Slide(input.Width, p.Size, p.Stride, p.Padding)),
        LayerSpec.AveragePool => new(input.Channels, 1, 1),
        LayerSpec.Crop crop => crop.Height <= input.Height && crop.Width <= input.Width ? new(input.Channels, crop.Height, crop.Width) : default,
        LayerSpec.FullyConnected connected => new(connected.Outputs, 1, 1),
        LayerSpec.Cells => new((int)Math.Min(int.MaxValue, input.Length), 1, 1),
        _ => input,
    };

    /// <summary>How many values a pool's windows reach over the two ends of a side.</summary>
    public static (int Before, int After) EdgesOf(LayerSpec.MaxPool pool, int side)
    {
        var before = pool.Padding / 2;
        var reach = (Slide(side, pool.Size, pool.Stride, pool.Padding) - 1) * pool.Stride + pool.Size;
        return (before, Math.Max(0, reach - before - side));
    }

    private static int Slide(int side, int window, int stride, int padding) =>
        side + padding < window ? 0 : (side + padding - window) / stride + 1;
}
