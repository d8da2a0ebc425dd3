namespace YoloV1;

/// <summary>Which boxes of a prediction are detections. Each call of a detector may have its own.</summary>
public sealed record DetectionThresholds
{
    /// <summary>
    /// The fraction of a detection's score over which others have a vote on its box, by <see cref="Suppression.Fused"/>.
    /// </summary>
    internal const float VotingShare = 0.2f;

    /// <summary>
    /// For measuring: nearly every box counts, so that the precision-recall curve is whole (Darknet's <c>yolo valid</c>).
    /// </summary>
    public static DetectionThresholds ForMeasuring { get; } = new() { Score = 0.001f, Iou = 0.5f };

    /// <summary>How boxes are dealt with that overlap.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public Suppression Suppression
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"Suppression is {value}; it is one of {string.Join(", ", Enum.GetNames<Suppression>())}.");
    }

    /// <summary>A detection's score is higher than this; 0.2 as in Darknet's <c>yolo test</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1.</exception>
    public float Score { get; init => field = InUnitRange(value, nameof(Score)); } = 0.2f;

    /// <summary>
    /// Of two boxes of a class whose IoU is higher than this, the better one is kept; 0.4 as in Darknet's <c>yolo test</c>. With
    /// <see cref="Suppression.Soft"/> the IoU at which a score falls to 0.37 of its value.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1.</exception>
    public float Iou { get; init => field = InUnitRange(value, nameof(Iou)); } = 0.4f;

    /// <summary>
    /// Whether the better of two overlapping boxes is kept also where their classes differ, so that an object gets one class.
    /// </summary>
    public bool ClassAgnostic { get; init; }

    /// <summary>
    /// For evaluation with a kind of suppression: <see cref="ForMeasuring"/>, whose IoU applies only to <see cref="Suppression.Nms"/>.
    /// </summary>
    public static DetectionThresholds ForMeasuringBy(Suppression suppression) => suppression == Suppression.Nms
        ? ForMeasuring
        : new() { Suppression = suppression, Score = ForMeasuring.Score };

    private static float InUnitRange(float value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be in 0..1.");
}
