namespace YoloV1.Evaluation;

/// <summary>The verdict on a detection.</summary>
internal enum Verdict : byte
{
    /// <summary>A false positive.</summary>
    Wrong,

    /// <summary>A true positive.</summary>
    Right,

    /// <summary>Neither: it matches something that does not count, such as a difficult object or a part of a crowd.</summary>
    PassedOver,
}
