namespace YoloV1.Models;

/// <summary>Where batch normalization adds what keeps it from dividing by zero.</summary>
public enum BatchNormEpsilon
{
    /// <summary>sqrt(variance + 1e-5), as PyTorch does, and Darknet on a GPU.</summary>
    InsideRoot,

    /// <summary>sqrt(variance) + 1e-6, as Darknet does on a CPU; in training it is <see cref="InsideRoot"/>.</summary>
    OutsideRoot,
}
