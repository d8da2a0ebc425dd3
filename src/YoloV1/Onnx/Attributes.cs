using Onnx;
using static Onnx.AttributeProto.Types;

namespace YoloV1.Onnx;

/// <summary>The settings of a node.</summary>
internal static class Attributes
{
    public static AttributeProto Of(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Of(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    public static AttributeProto Of(string name, params long[] values) =>
        new() { Name = name, Type = AttributeType.Ints, Ints = { values } };
}
