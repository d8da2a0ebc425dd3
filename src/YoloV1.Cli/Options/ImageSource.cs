namespace YoloV1.Cli.Options;

/// <summary>An image that a call names.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Around">How many letters of the path are the folder that the call names; below 0 where it names the file.</param>
internal readonly record struct ImageSource(string Path, int Around = -1)
{
    /// <summary>Its path below the folder that the call names, with / between folders; the file's name where it names the file.</summary>
    public string Name => Around < 0
        ? System.IO.Path.GetFileName(Path)
        : Path[Around..].TrimStart(System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar)
            .Replace(System.IO.Path.DirectorySeparatorChar, '/');

    /// <summary>The name without its extension.</summary>
    public string Stem => Name[..^System.IO.Path.GetExtension(Path).Length];
}
