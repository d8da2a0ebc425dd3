namespace YoloV1.Imaging;

/// <summary>A file that should hold an image holds none that can be read in full.</summary>
public sealed class ImageException : IOException
{
    /// <summary>An error without a message of its own.</summary>
    public ImageException()
    {
    }

    /// <summary>An error that names the file, the problem and the remedy.</summary>
    public ImageException(string message) : base(message)
    {
    }

    /// <summary>An error that names the file, the problem and the remedy, with its cause.</summary>
    public ImageException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
