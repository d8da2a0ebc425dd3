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

    /// <summary>The one document that <c>--json</c> puts on standard output.</summary>
    public static void Write(object document) => Console.Out.WriteLine(Text(document));

    /// <summary>A document as text.</summary>
    public static string Text(object document) => JsonSerializer.Serialize(document, Options);
}
