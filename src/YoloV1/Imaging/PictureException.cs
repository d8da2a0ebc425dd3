namespace YoloV1.Imaging;

/// <summary>A file that should hold a picture holds none that can be read in full.</summary>
public sealed class PictureException : IOException
{
    /// <summary>An error without a message of its own.</summary>
    public PictureException()
    {
    }

    /// <summary>An error that says which file, what is wrong with it and what to do.</summary>
    public PictureException(string message) : base(message)
    {
    }

    /// <summary>An error that says which file, what is wrong with it and what to do, and what caused it.</summary>
    public PictureException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
