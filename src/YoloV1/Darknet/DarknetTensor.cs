using YoloV1.Models;

namespace YoloV1.Darknet;

/// <summary>A tensor of a Darknet weights file.</summary>
/// <param name="Name">Its name in the state_dict.</param>
/// <param name="Info">Its type and shape there.</param>
/// <param name="Layer">The row of the network's table that it belongs to.</param>
/// <param name="Order">How the file's order of values differs from the state_dict's.</param>
internal sealed record DarknetTensor(string Name, TensorInfo Info, int Layer, DarknetOrder Order)
{
    /// <summary>How many values it has.</summary>
    public long Length => Info.Length;

    /// <summary>Whether it is transposed in files whose header says so.</summary>
    public bool IsMatrix => Order is DarknetOrder.Connected or DarknetOrder.OutputRows;
}
