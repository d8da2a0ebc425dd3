using TorchSharp;

namespace YoloV1.Weights;

/// <summary>The kinds of numbers that safetensors and torch both know.</summary>
internal static class SafetensorsTypes
{
    private static readonly (string Name, torch.ScalarType Type, int Size)[] All =
    [
        ("F64", torch.ScalarType.Float64, 8),
        ("F32", torch.ScalarType.Float32, 4),
        ("F16", torch.ScalarType.Float16, 2),
        ("BF16", torch.ScalarType.BFloat16, 2),
        ("I64", torch.ScalarType.Int64, 8),
        ("I32", torch.ScalarType.Int32, 4),
        ("I8", torch.ScalarType.Int8, 1),
        ("U8", torch.ScalarType.Byte, 1),
        ("BOOL", torch.ScalarType.Bool, 1),
    ];

    /// <summary>The names in the format, for messages.</summary>
    public static string Names => string.Join(", ", All.Select(known => known.Name));

    /// <summary>Bytes of one number.</summary>
    public static int SizeOf(torch.ScalarType type) => Array.Find(All, known => known.Type == type).Size;

    /// <summary>The format's name of a type; null when it has none.</summary>
    public static string? NameOf(torch.ScalarType type) => Array.Find(All, known => known.Type == type).Name;

    /// <summary>The type that a name of the format stands for.</summary>
    public static bool TryParse(string? name, out torch.ScalarType type)
    {
        var index = Array.FindIndex(All, known => known.Name == name);
        type = index < 0 ? default : All[index].Type;
        return index >= 0;
    }
}
