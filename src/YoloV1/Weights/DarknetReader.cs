using TorchSharp;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Weights;

/// <summary>Fills a network's tensors from a Darknet weights file, one after the other in the order of the file.</summary>
internal sealed class DarknetReader(Stream stream, YoloV1Config config, bool transposed)
{
    private readonly long[] _places = DarknetLayout.PlacesOfOutputs(config.Grid);

    /// <summary>Reads the next tensor of the file into one of the network's.</summary>
    public void Read(DarknetTensor tensor, Tensor target)
    {
        using var scope = NewDisposeScope();
        var direct = tensor.Order is DarknetOrder.Same or DarknetOrder.Connected && !IsTurned(tensor) && IsPlain(target);
        if (direct)
            TensorBytes.Fill(target, stream);
        else
            target.copy_(Arrange(tensor, Numbers(tensor)));
    }

    private Tensor Numbers(DarknetTensor tensor)
    {
        long[] shape = [.. tensor.Info.Shape];
        var numbers = empty(IsTurned(tensor) ? [.. shape.Reverse()] : shape, float32, CPU);
        TensorBytes.Fill(numbers, stream);
        return IsTurned(tensor) ? numbers.t() : numbers;
    }

    private Tensor Arrange(DarknetTensor tensor, Tensor numbers) => tensor.Order switch
    {
        DarknetOrder.OutputRows or DarknetOrder.OutputBiases => numbers.index_select(0, torch.tensor(_places)),   // Darknet's rows, in our order
        DarknetOrder.Variance when config.BatchNormEpsilon == BatchNormEpsilon.InsideRoot => Normalization.ToInsideRoot(numbers),
        _ => numbers,
    };

    private bool IsTurned(DarknetTensor tensor) => transposed && tensor.IsMatrix;

    private static bool IsPlain(Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.dtype == float32 && tensor.is_contiguous();
}
