using TorchSharp.Modules;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>A parameter and its optimizer state, in the same memory layout.</summary>
internal sealed class ParameterSlot : IDisposable
{
    /// <summary>Takes a parameter of a network, which stays the network's.</summary>
    public ParameterSlot(string name, Parameter parameter, double share, int memories)
    {
        (Name, Parameter, Share) = (name, parameter, share);
        Memories = [.. Enumerable.Range(0, memories).Select(_ => zeros_like(parameter).detach().DetachFromDisposeScope())];
        // Biases and batch normalization have one dimension, the weights of convolutions and fully connected layers more.
        Decays = parameter.dim() > 1;
        IsOnProcessor = parameter.device_type == TorchSharp.DeviceType.CPU && parameter.dtype == ScalarType.Float32;
    }

    public string Name { get; }

    public Parameter Parameter { get; }

    /// <summary>How much of its gradient it takes, 1 for all.</summary>
    public double Share { get; }

    /// <summary>Velocities or moments, shaped and laid out as the parameter.</summary>
    public Tensor[] Memories { get; }

    /// <summary>Whether weight decay pulls at it: weights only, as in Darknet.</summary>
    public bool Decays { get; }

    /// <summary>Whether its elements can be read in place.</summary>
    public bool IsOnProcessor { get; }

    public long Length => Parameter.numel();

    public void Dispose()
    {
        foreach (var memory in Memories)
            memory.Dispose();
    }
}
