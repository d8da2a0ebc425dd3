using TorchSharp.Modules;
using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>The weights that all cells share, of a convolution of 3x3, written out as those of a connected layer: for every cell the same, at the places around it, and zero elsewhere.</summary>
/// <param name="weight">[m * m * D, channels, 3, 3], see <see cref="LayerSpec.Cells"/>.</param>
/// <param name="bias">[m * m * D].</param>
/// <param name="config">The network.</param>
internal sealed class SharedKernel(Tensor weight, Tensor bias, YoloV1Config config)
{
    /// <summary>Places that a cell sees on each side of its own.</summary>
    private const int Reach = 1;

    private readonly FeatureMap _features = config.Validate();

    /// <summary>Fills a connected layer: [S * S * D, channels * h * w], for each cell its numbers, row before column; for each channel its map.</summary>
    public void CopyTo(Linear connected)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (h, w, depth) = (_features.Height, _features.Width, config.Grid.D);
        var m = config.GridSize / h;
        var kernel = weight.view(m, m, depth, _features.Channels, 1 + 2 * Reach, 1 + 2 * Reach);
        var numbers = connected.weight!.zero_().view(h, m, w, m, depth, _features.Channels, h, w);
        for (var dy = -Reach; dy <= Reach; dy++)
        {
            for (var dx = -Reach; dx <= Reach; dx++)
            {
                var places = numbers.diagonal(dy, 0, 6).diagonal(dx, 1, 5);          // [m, m, D, channels, rows, columns]
                places.copy_(kernel[.., .., .., .., Reach + dy, Reach + dx].unsqueeze(-1).unsqueeze(-1));
            }
        }
        connected.bias!.view(h, m, w, m, depth).copy_(bias.view(1, m, 1, m, depth));
    }
}
