using System.Text.Json;
using System.Text.Json.Serialization;

namespace YoloV1.Models;

/// <summary>How an image becomes the input of a network, for programs that read the network's files.</summary>
/// <param name="Width">Columns of the input.</param>
/// <param name="Height">Rows of the input.</param>
/// <param name="Channels">The order of the colours.</param>
/// <param name="Layout">The order of the dimensions: image, colour, row, column.</param>
/// <param name="DivideBy">The divisor of a value of 0 to 255.</param>
/// <param name="Resize">How the image is fitted to the input.</param>
internal sealed partial record InputRules(int Width, int Height, string Channels, string Layout, int DivideBy, string Resize)
{
    /// <summary>The key under which files keep them.</summary>
    public const string Key = "yolov1.input";

    /// <summary>The rules of every network here, as <c>Imaging.ImageInput</c> follows them.</summary>
    public static InputRules Of(YoloV1Config config) =>
        new(config.InputSize.Width, config.InputSize.Height, "RGB", "NCHW", 255, "stretch, bilinear, half-pixel centres");

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static InputRules? FromJson(string json) => JsonSerializer.Deserialize(json, SnakeCase.Default.InputRules);

    /// <summary>As a JSON object with lower-case names.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SnakeCase.Default.InputRules);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(InputRules))]
    private sealed partial class SnakeCase : JsonSerializerContext;
}
