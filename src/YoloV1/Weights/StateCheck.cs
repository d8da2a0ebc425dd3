using TorchSharp;

namespace YoloV1.Weights;

/// <summary>Compares what a module needs with what a source has.</summary>
internal static class StateCheck
{
    private const int Shown = 3;

    public static void ThrowUnlessFits(IReadOnlyDictionary<string, torch.Tensor> state, ITensorSource source)
    {
        string?[] faults =
        [
            List("missing", state.Keys.Where(name => !source.Tensors.ContainsKey(name)).Select(Quote)),
            List("unexpected", source.Tensors.Keys.Where(name => !state.ContainsKey(name)).Select(Quote)),
            List("different", state.Where(pair => Differs(pair.Value, source.Tensors.GetValueOrDefault(pair.Key)))
                .Select(pair => $"'{pair.Key}' is {source.Tensors[pair.Key]} there and {InfoOf(pair.Value)} in the model")),
        ];
        var found = faults.OfType<string>().ToArray();
        if (found.Length > 0)
            throw new InvalidDataException(
                $"{source.Place} does not fit the model: {string.Join("; ", found)}; "
                + "load it into a model of the configuration it was saved from.");
    }

    private static bool Differs(torch.Tensor needed, TensorInfo? stored) =>
        stored is not null && !(needed.shape.AsSpan().SequenceEqual(stored.Shape.ToArray()) && IsConvertible(stored.Type, needed.dtype));

    private static bool IsConvertible(torch.ScalarType from, torch.ScalarType to) => from == to || (IsFloat(from) && IsFloat(to));

    private static bool IsFloat(torch.ScalarType type) =>
        type is torch.ScalarType.Float32 or torch.ScalarType.Float64 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16;

    private static TensorInfo InfoOf(torch.Tensor tensor) => new(tensor.dtype, tensor.shape);

    private static string Quote(string name) => $"'{name}'";

    private static string? List(string kind, IEnumerable<string> items)
    {
        var all = items.ToArray();
        var more = all.Length > Shown ? $" and {all.Length - Shown} more" : "";
        return all.Length == 0 ? null : $"{kind} {string.Join(", ", all.Take(Shown))}{more}";
    }
}
