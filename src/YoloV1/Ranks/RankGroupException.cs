namespace YoloV1.Ranks;

/// <summary>The ranks do not come together, or another one has failed; the message says which and why.</summary>
public sealed class RankGroupException : Exception
{
    /// <summary>An exception with the given message.</summary>
    public RankGroupException(string message)
        : base(message)
    {
    }
}
