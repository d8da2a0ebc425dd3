namespace YoloV1.Evaluation;

/// <summary>What a detection counts as.</summary>
internal enum Verdict : byte
{
    /// <summary>A false positive.</summary>
    Wrong,

    /// <summary>A true positive.</summary>
    Right,

    /// <summary>Neither: it found what is not counted, such as a difficult object or a part of a crowd.</summary>
    PassedOver,
}
