namespace YoloV1;

/// <summary>The precision of a network's computations; files of weights and detections do not depend on it.</summary>
public enum Precision
{
    /// <summary>
    /// The fastest that loses nothing to speak of: <see cref="BFloat16"/> where the processor multiplies it, or the card of CUDA, else
    /// <see cref="Float32"/>. On CUDA what stays in 32 bits may then be multiplied with 10 significant bits of 23, as TF32.
    /// </summary>
    Auto,

    /// <summary>32 bits, 24 of them significant.</summary>
    Float32,

    /// <summary>16 bits, 8 of them significant, with the range of <see cref="Float32"/>: half the time and half the memory.</summary>
    BFloat16,

    /// <summary>
    /// 8 bits, for prediction only: weights scaled by the largest of each output, inputs of layers by their calibrated range
    /// on images. Locally connected layers and the last layer stay with more bits. The same detections on every machine; fast where
    /// the processor multiplies bytes into sums of 32 bits (AVX-512 VNNI and later). For the processor alone.
    /// </summary>
    Int8,
}
