using YoloV1.Runtime;

namespace YoloV1.Inference;

/// <summary>What a <see cref="Detector"/> keeps, and where it runs.</summary>
public sealed record DetectorOptions
{
    /// <summary>For measuring: nearly every candidate counts, so that the precision-recall curve is whole (Darknet's <c>yolo valid</c>).</summary>
    public static DetectorOptions ForMeasuring { get; } = new() { ScoreThreshold = 0.001f, IouThreshold = 0.5f };

    /// <summary>What a score has to exceed; 0.2 as in Darknet's <c>yolo test</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside 0 to 1.</exception>
    public float ScoreThreshold { get; init => field = InUnitRange(value, nameof(ScoreThreshold)); } = 0.2f;

    /// <summary>Of two boxes of a class that overlap by more than this IoU, the better one is kept; 0.4 as in Darknet's <c>yolo test</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside 0 to 1.</exception>
    public float IouThreshold { get; init => field = InUnitRange(value, nameof(IouThreshold)); } = 0.4f;

    /// <summary>Where the network runs, as <see cref="Devices.Parse"/> reads it.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>
    /// The numbers it computes with. Float32 gives the same detections on every machine; bfloat16, or <see cref="Precision.Auto"/> where the
    /// processor has it, takes half of the time and moves boxes and scores by about half a percent.
    /// </summary>
    public Precision Precision { get; init; } = Precision.Float32;

    private static float InUnitRange(float value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it lies in 0..1.");
}
