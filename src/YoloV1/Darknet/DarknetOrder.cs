namespace YoloV1.Darknet;

/// <summary>How a tensor's values are stored in a Darknet file.</summary>
internal enum DarknetOrder
{
    /// <summary>As in the state_dict.</summary>
    Same,

    /// <summary>Variances, whose meaning depends on where the epsilon is added.</summary>
    Variance,

    /// <summary>Means of a batch normalization after a convolution with a bias; the file has no place for the bias.</summary>
    MeanWithBias,

    /// <summary>Weights of a fully connected layer: as in the state_dict, or transposed if the header says so.</summary>
    Connected,

    /// <summary>Weights of the last fully connected layer, whose rows are in the order of Darknet's output.</summary>
    OutputRows,

    /// <summary>Biases of the last fully connected layer, in the same order.</summary>
    OutputBiases,
}
