using YoloV1.Imaging;
using YoloV1.Runtime;

namespace YoloV1.Inference;

/// <summary>How a <see cref="Detector"/> loads its network, and the thresholds of calls that do not give their own.</summary>
public sealed record DetectorOptions
{
    /// <summary>
    /// The thresholds of calls that pass none; null for the best ones stored in the model file, and for other
    /// files the defaults of <see cref="DetectionThresholds"/>.
    /// </summary>
    public DetectionThresholds? Thresholds { get; init; }

    /// <summary>
    /// What image files and encoded images may ask of the machine; pixels that the caller has decoded are not held against it.
    /// </summary>
    public ImageLimits ImageLimits { get; init; } = ImageLimits.Default;

    /// <summary>Where the network runs, as <see cref="Devices.Parse"/> reads it.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>
    /// The type that the network computes in. Float32 gives the same detections on every machine; bfloat16, or <see cref="Precision.Auto"/>
    /// where the processor has it, takes half of the time and moves boxes and scores by about half a percent.
    /// </summary>
    public Precision Precision { get; init; } = Precision.Float32;
}
