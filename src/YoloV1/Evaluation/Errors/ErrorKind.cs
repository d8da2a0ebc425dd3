namespace YoloV1.Evaluation;

/// <summary>The kind of a detection in the paper's error analysis (section 4.2, after Hoiem et al., 2012).</summary>
public enum ErrorKind
{
    /// <summary>The class is right and the IoU over 0.5, for the first time.</summary>
    Correct,

    /// <summary>The class is right and the IoU over 0.1; so is a second detection of one object.</summary>
    Localization,

    /// <summary>The object is of a similar class, the IoU over 0.1.</summary>
    Similar,

    /// <summary>The object is of another class, the IoU over 0.1.</summary>
    Other,

    /// <summary>No object has an IoU over 0.1.</summary>
    Background,
}
