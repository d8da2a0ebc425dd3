namespace YoloV1.Training;

/// <summary>The training cannot go on; the message says at which step, and what to try.</summary>
public sealed class TrainingException : Exception
{
    /// <summary>An exception with the given message.</summary>
    public TrainingException(string message)
        : base(message)
    {
    }
}
