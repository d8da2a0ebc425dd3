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
    public static int Stride(IReadOnlyList<LayerSpec> backbone) => backbone.Aggregate(1, (stride, row) => stride * row switch
    {
        LayerSpec.Convolution convolution => convolution.Stride,
        LayerSpec.MaxPool pool => pool.Stride,
        _ => 1,
    });

    /// <summary>The shape after one row.</summary>
    public static FeatureMap After(LayerSpec row, FeatureMap input) => row switch
    {
        LayerSpec.Convolution c => new(c.Filters, Slide(input.Height, c.KernelSize, c.Stride, c.Padding), Slide(input.Width, c.KernelSize, c.Stride, c.Padding)),
        LayerSpec.MaxPool p => new(input.Channels, Slide(input.Height, p.Size, p.Stride, 0), Slide(input.Width, p.Size, p.Stride, 0)),
        LayerSpec.Connected connected => new(connected.Outputs, 1, 1),
        _ => input,
    };

    private static int Slide(int side, int window, int stride, int padding) => (side + 2 * padding - window) / stride + 1;
}
