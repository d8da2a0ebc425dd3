namespace YoloV1.Data.Caching;

/// <summary>What tells whether a picture's file is the same as before; the default for a picture that is in no file.</summary>
internal readonly record struct PictureStamp(string? Path, long Modified, long Length)
{
    /// <summary>The stamp of a file, also of one that is missing.</summary>
    public static PictureStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new(file.FullName, file.LastWriteTimeUtc.Ticks, file.Length) : new(path, 0, 0);
    }
}
