namespace YoloV1.Runtime;

/// <summary>The native torch library does not load; the message says why and what to do.</summary>
public sealed class TorchNotAvailableException : Exception
{
    /// <summary>An exception with the given message.</summary>
    public TorchNotAvailableException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with the given message and cause.</summary>
    public TorchNotAvailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
