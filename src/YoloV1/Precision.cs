namespace YoloV1;

/// <summary>The kind of numbers that a network computes with.</summary>
public enum Precision
{
    /// <summary>The fastest one that the machine runs well.</summary>
    Auto,

    /// <summary>32-bit floating point.</summary>
    Float32,

    /// <summary>16-bit floating point with the range of 32 bits (bfloat16).</summary>
    BFloat16,
}
