namespace YoloV1.Data;

/// <summary>What tells whether an image's file is the same as before; the default for an image that is in no file.</summary>
internal readonly record struct ImageStamp(string? Path, long Modified, long Length)
{
    /// <summary>The stamp of a file, also of one that is missing.</summary>
    public static ImageStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new(file.FullName, file.LastWriteTimeUtc.Ticks, file.Length) : new(path, 0, 0);
    }
}
