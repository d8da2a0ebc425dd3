namespace YoloV1.Imaging;

/// <summary>A file that should hold an image holds none that can be read in full.</summary>
public sealed class ImageException : IOException
{
    /// <summary>An error without a message of its own.</summary>
    public ImageException()
    {
    }

    /// <summary>An error that says which file, what is wrong with it and what to do.</summary>
    public ImageException(string message) : base(message)
    {
    }

    /// <summary>An error that says which file, what is wrong with it and what to do, and what caused it.</summary>
    public ImageException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
