using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>Puts the channels of every location of a map into the order of the grid's cells, see <see cref="LayerSpec.Cells"/>.</summary>
internal sealed class CellOrder(LayerSpec.Cells spec) : Module<Tensor, Tensor>(nameof(CellOrder))
{
    /// <summary>[N, m * m * D, h, w] to [N, m * h * m * w * D].</summary>
    public override Tensor forward(Tensor input)
    {
        var (m, h, w) = (spec.PerPlace, input.shape[2], input.shape[3]);
        return input.view(-1, m, m, input.shape[1] / (m * m), h, w)                  // [N, m, m, D, h, w]
            .permute(0, 4, 1, 5, 2, 3).flatten(1);                                   // [N, h, m, w, m, D]
    }
}
