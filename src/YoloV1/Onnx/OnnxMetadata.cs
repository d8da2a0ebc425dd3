using System.Text.Json;
using System.Text.Json.Serialization;
using Onnx;
using YoloV1.Models;

namespace YoloV1.Onnx;

/// <summary>Everything a program must know to prepare the input and read the output, as metadata of the graph.</summary>
internal static class OnnxMetadata
{
    private static readonly JsonSerializerOptions SnakeCase = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static IEnumerable<StringStringEntryProto> Of(YoloV1Config config, ClassNames classes, OnnxExportOptions options)
    {
        yield return Entry("yolov1.config", JsonSerializer.Serialize(config));
        yield return Entry("yolov1.classes", JsonSerializer.Serialize<IEnumerable<string>>(classes));
        yield return Entry("yolov1.grid", Json(new { S = config.GridSize, B = config.BoxesPerCell, C = config.ClassCount }));
        yield return Entry("yolov1.box_sizes", config.BoxSizes == BoxSizeEncoding.SquareRoot ? "square_root" : "linear");
        yield return Entry(InputRules.Key, InputRules.Of(config).ToJson());
        yield return Entry("yolov1.outputs", Json(options));
    }

    private static string Json(object value) => JsonSerializer.Serialize(value, SnakeCase);

    private static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };
}
