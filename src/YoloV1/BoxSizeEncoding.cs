namespace YoloV1;

/// <summary>The encoding of the w and h channels of a prediction.</summary>
public enum BoxSizeEncoding
{
    /// <summary>Width and height themselves, as the notebook's loss compares them.</summary>
    Linear,

    /// <summary>Their square roots, as in the paper's equation 3 and Darknet's <c>sqrt=1</c>: decoding squares them.</summary>
    SquareRoot,
}
