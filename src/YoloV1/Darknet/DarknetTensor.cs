using YoloV1.Models;

namespace YoloV1.Darknet;

/// <summary>A tensor of a Darknet weights file.</summary>
/// <param name="Name">Its name in the state_dict.</param>
/// <param name="Info">Its type and shape there.</param>
/// <param name="Layer">The row of the network's table that it belongs to.</param>
/// <param name="Order">How the file's order of numbers differs from the state's.</param>
internal sealed record DarknetTensor(string Name, TensorInfo Info, int Layer, DarknetOrder Order)
{
    /// <summary>How many numbers it has.</summary>
    public long Length => Info.Length;

    /// <summary>Whether a header may say that it lies transposed in the file.</summary>
    public bool IsMatrix => Order is DarknetOrder.Connected or DarknetOrder.OutputRows;
}
