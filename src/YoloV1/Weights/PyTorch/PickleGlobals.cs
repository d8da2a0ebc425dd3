namespace YoloV1.Weights;

/// <summary>Everything by name that a pickle may ask for.</summary>
internal static class PickleGlobals
{
    private static readonly Dictionary<string, object> Known = new PickleFunction[]
    {
        new("collections.OrderedDict", arguments => arguments is [] ? new PickleItems(isDictionary: true) : null),
        new("torch.Size", arguments => arguments is [object?[] lengths] ? lengths : null),
        new("torch._utils._rebuild_tensor_v2", RebuildTensor),
        new("torch._utils._rebuild_parameter", arguments => arguments is [StoredTensor tensor, bool, _] ? tensor : null),
    }.ToDictionary(function => function.Name, object (function) => function, StringComparer.Ordinal);

    /// <summary>The meaning of a name: a function or a kind of storage; null if it is not allowed.</summary>
    public static object? Find(string name)
    {
        if (Known.TryGetValue(name, out var function))
            return function;
        const string torchModule = "torch.";
        return name.StartsWith(torchModule, StringComparison.Ordinal)
            && TensorTypes.TryParseStorage(name[torchModule.Length..], out var type)
            ? new StorageType(type)
            : null;
    }

    // storage, offset, lengths, strides, requires_grad, backward hooks, and from torch 2.1 on metadata
    private static StoredTensor? RebuildTensor(object?[] arguments) =>
        arguments is [StorageReference storage, long offset, object?[] lengths, object?[] strides, bool, _, ..] && arguments.Length <= 7
        && Whole(lengths) is { } shape && Whole(strides) is { } steps
            ? new(storage, offset, shape, steps)
            : null;

    // A tuple may be kept and copied for any number of tensors, so its length is looked at first.
    private static long[]? Whole(object?[] integers) =>
        integers.Length <= TensorTypes.MaxRank && integers.All(integer => integer is long) ? [.. integers.Cast<long>()] : null;
}
