namespace YoloV1.Training;

/// <summary>The training cannot continue; the message names the step and the remedy.</summary>
public sealed class TrainingException : Exception
{
    /// <summary>An exception with the given message.</summary>
    public TrainingException(string message)
        : base(message)
    {
    }
}
