using TorchSharp;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>The types of values that torch and the file formats have in common.</summary>
internal static class TensorTypes
{
    /// <summary>The most dimensions that torch computes with.</summary>
    public const int MaxRank = 64;

    private static readonly (string Name, string Storage, torch.ScalarType Type, int Size)[] All =
    [
        ("F64", "DoubleStorage", torch.ScalarType.Float64, 8),
        ("F32", "FloatStorage", torch.ScalarType.Float32, 4),
        ("F16", "HalfStorage", torch.ScalarType.Float16, 2),
        ("BF16", "BFloat16Storage", torch.ScalarType.BFloat16, 2),
        ("I64", "LongStorage", torch.ScalarType.Int64, 8),
        ("I32", "IntStorage", torch.ScalarType.Int32, 4),
        ("I16", "ShortStorage", torch.ScalarType.Int16, 2),
        ("I8", "CharStorage", torch.ScalarType.Int8, 1),
        ("U8", "ByteStorage", torch.ScalarType.Byte, 1),
        ("BOOL", "BoolStorage", torch.ScalarType.Bool, 1),
    ];

    /// <summary>The names in safetensors, for messages.</summary>
    public static string Names => string.Join(", ", All.Select(known => known.Name));

    /// <summary>Bytes of one value.</summary>
    public static int SizeOf(torch.ScalarType type) => Array.Find(All, known => known.Type == type).Size;

    /// <summary>The type's name in safetensors; null when it has none.</summary>
    public static string? NameOf(torch.ScalarType type) => Array.Find(All, known => known.Type == type).Name;

    /// <summary>The type's storage class in PyTorch; null when it has none.</summary>
    public static string? StorageOf(torch.ScalarType type) => Array.Find(All, known => known.Type == type).Storage;

    /// <summary>The type of a name in safetensors.</summary>
    public static bool TryParse(string? name, out torch.ScalarType type) => Find(known => known.Name == name, out type);

    /// <summary>The type of a PyTorch storage class.</summary>
    public static bool TryParseStorage(string storage, out torch.ScalarType type) => Find(known => known.Storage == storage, out type);

    /// <summary>Bytes of all its values; null when that overflows, or torch cannot hold such a shape.</summary>
    public static long? ByteLength(TensorInfo info)
    {
        try
        {
            // Torch multiplies the lengths for its strides even where one is 0, and there counts it as 1.
            _ = info.Shape.Aggregate((long)SizeOf(info.Type), (product, length) => checked(product * Math.Max(length, 1)));
            return info.Shape.Aggregate((long)SizeOf(info.Type), (product, length) => product * length);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static bool Find(Predicate<(string Name, string Storage, torch.ScalarType Type, int Size)> condition, out torch.ScalarType type)
    {
        var index = Array.FindIndex(All, condition);
        type = index < 0 ? default : All[index].Type;
        return index >= 0;
    }
}
