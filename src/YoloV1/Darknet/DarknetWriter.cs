using TorchSharp;
using YoloV1.Models;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Darknet;

/// <summary>Writes a network's tensors as a Darknet weights file has them.</summary>
internal sealed class DarknetWriter(Stream stream, YoloV1Model model, bool transposed)
{
    private readonly Dictionary<string, Tensor> _state = model.state_dict();

    /// <summary>Writes a tensor behind those already written.</summary>
    public void Write(DarknetTensor tensor)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var values = Arrange(tensor, _state[tensor.Name].detach().cpu().to(float32));
        TensorBytes.Write(transposed && tensor.IsMatrix ? values.t() : values, stream);
    }

    private Tensor Arrange(DarknetTensor tensor, Tensor values) => tensor.Order switch
    {
        DarknetOrder.OutputRows or DarknetOrder.OutputBiases => values.index_select(0, Rows()),   // our rows in Darknet's order
        DarknetOrder.Variance when model.Config.BatchNormEpsilon == BatchNormEpsilon.InsideRoot => Normalization.ToOutsideRoot(values),
        // (x + bias) - mean = x - (mean - bias)
        DarknetOrder.MeanWithBias => values - _state[DarknetLayout.BiasOf(tensor)].cpu(),
        _ => values,
    };

    private Tensor Rows()
    {
        var places = DarknetLayout.PlacesOfOutputs(model.Config.Grid);
        var rows = new long[places.Length];
        for (var ours = 0L; ours < rows.Length; ours++)
            rows[places[ours]] = ours;
        return torch.tensor(rows, device: CPU);
    }
}
