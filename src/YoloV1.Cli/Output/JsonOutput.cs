using System.Text.Json;

namespace YoloV1.Cli.Output;

/// <summary>JSON documents as the command writes them.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions OnALine = new(Options) { WriteIndented = false };

    /// <summary>The one document that <c>--json</c> puts on standard output.</summary>
    public static void Write(object document) => Console.Out.WriteLine(Text(document));

    /// <summary>A document on a line of standard output.</summary>
    public static void WriteLine(object document) => Console.Out.WriteLine(Line(document));

    /// <summary>A document on one line.</summary>
    public static string Line(object document) => JsonSerializer.Serialize(document, OnALine);

    /// <summary>A document as text.</summary>
    public static string Text(object document) => JsonSerializer.Serialize(document, Options);
}
