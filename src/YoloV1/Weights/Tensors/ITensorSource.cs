using TorchSharp;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Named tensors that are read one at a time: a weights file, or tensors in memory.</summary>
public interface ITensorSource
{
    /// <summary>What error messages call it, such as a file's path.</summary>
    string Place { get; }

    /// <summary>The tensors, by name, in the order of the source.</summary>
    IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>Reads one tensor into memory of the CPU; the caller owns it, and it outlives the source.</summary>
    /// <exception cref="KeyNotFoundException">There is no tensor of that name.</exception>
    /// <exception cref="InvalidDataException">The file has changed since it was opened.</exception>
    torch.Tensor Read(string name);

    /// <summary>Reads one tensor into another of its shape, converting its values to the target's type.</summary>
    /// <exception cref="KeyNotFoundException">There is no tensor of that name.</exception>
    void CopyTo(string name, torch.Tensor target)
    {
        using var stored = Read(name);
        using var noGradient = torch.no_grad();
        target.copy_(stored);
    }
}
