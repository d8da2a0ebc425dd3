using System.Text.Json;

namespace YoloV1.Cli;

/// <summary>The one document that <c>--json</c> puts on standard output.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(object document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, Options));
}
