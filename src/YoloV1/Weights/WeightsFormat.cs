namespace YoloV1.Weights;

/// <summary>Formats of weights files.</summary>
public enum WeightsFormat
{
    /// <summary>safetensors: as a <see cref="ModelFile"/> with the network's description, or plain.</summary>
    Safetensors,

    /// <summary>What <c>torch.save</c> writes of a state_dict.</summary>
    PyTorch,

    /// <summary>Darknet's weights, values without names or shapes.</summary>
    Darknet,
}
