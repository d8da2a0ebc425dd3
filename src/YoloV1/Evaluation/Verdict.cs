namespace YoloV1.Evaluation;

/// <summary>What a detection counts as.</summary>
internal enum Verdict
{
    /// <summary>A true positive.</summary>
    Right,

    /// <summary>A false positive.</summary>
    Wrong,

    /// <summary>Neither: it found a difficult object.</summary>
    PassedOver,
}
