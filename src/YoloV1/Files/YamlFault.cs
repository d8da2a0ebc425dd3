namespace YoloV1.Files;

/// <summary>Messages for a YAML file.</summary>
internal static class YamlFault
{
    /// <summary>An error that begins with the file and the line.</summary>
    public static InvalidDataException At(string path, long line, string message, Exception? inner = null) =>
        new($"{Printable.Path(path)}({line}): {message}", inner);
}
