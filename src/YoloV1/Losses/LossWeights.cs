namespace YoloV1.Losses;

/// <summary>How much each part of the loss counts.</summary>
public sealed record LossWeights
{
    /// <summary>The paper's weights.</summary>
    public static LossWeights Paper { get; } = new();

    /// <summary>lambda_coord: boxes are few among many numbers, so their errors count more.</summary>
    public double Coordinates { get; init; } = 5;

    /// <summary>Confidence of the boxes that answer for an object.</summary>
    public double Object { get; init; } = 1;

    /// <summary>lambda_noobj: most boxes hold no object, and would drown the others.</summary>
    public double NoObject { get; init; } = 0.5;

    /// <summary>Class probabilities of the cells with an object.</summary>
    public double Class { get; init; } = 1;
}
