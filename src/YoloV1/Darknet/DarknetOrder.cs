namespace YoloV1.Darknet;

/// <summary>How a tensor's numbers lie in a file.</summary>
internal enum DarknetOrder
{
    /// <summary>As in the state.</summary>
    Same,

    /// <summary>Variances, which mean what the config's epsilon makes of them.</summary>
    Variance,

    /// <summary>Means of a normalisation behind a convolution with a bias, which the file has no place for.</summary>
    MeanWithBias,

    /// <summary>Weights of a connected layer: as in the state, or transposed if the header says so.</summary>
    Connected,

    /// <summary>Weights of the last connected layer: its rows follow Darknet's output.</summary>
    OutputRows,

    /// <summary>Biases of the last connected layer.</summary>
    OutputBiases,
}
