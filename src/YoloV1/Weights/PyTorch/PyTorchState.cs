using YoloV1.Files;

namespace YoloV1.Weights;

/// <summary>Finds the tensors in a saved object: a state_dict, or a training dictionary that contains one.</summary>
internal static class PyTorchState
{
    private const int MaxDepth = 4;
    private const int LongestName = 1000;
    private static readonly string[] Keys = ["state_dict", "model_state_dict", "model"];

    /// <summary>The tensors by name, in the order of the file, without the names of wrappers.</summary>
    /// <exception cref="InvalidDataException">There are none; the message says what there is instead.</exception>
    public static OrderedDictionary<string, StoredTensor> Find(object? saved, string place)
    {
        if (saved is not PickleItems { IsDictionary: true } dictionary)
            throw new InvalidDataException(
                $"{place}: it contains {Describe(saved)}, not a dictionary of tensors; save the result of state_dict().");
        for (var depth = 0; depth < MaxDepth && Inner(dictionary) is { } inner; depth++)
            dictionary = inner;

        var tensors = new OrderedDictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach (var (key, value) in dictionary.Pairs)
            tensors[NameOf(key, place)] = value as StoredTensor ?? throw new InvalidDataException(
                $"{place}: '{Printable.Of(NameOf(key, place))}' is {Describe(value)}, not a tensor; "
                + "save the result of state_dict(), or a dictionary with it under 'state_dict'.");
        var prefix = NamePrefix.Of(tensors.Keys);
        return new(tensors.Select(pair => KeyValuePair.Create(pair.Key[prefix.Length..], pair.Value)), StringComparer.Ordinal);
    }

    private static PickleItems? Inner(PickleItems dictionary) => Keys
        .Select(key => dictionary.Pairs.LastOrDefault(pair => key.Equals(pair.Key)).Value as PickleItems)
        .FirstOrDefault(value => value is { IsDictionary: true });

    // A name may be kept and repeated any number of times, and is hashed each time.
    private static string NameOf(object? key, string place) => key switch
    {
        string { Length: <= LongestName } name => name,
        string name => throw new InvalidDataException(
            $"{place}: a tensor's name has {name.Length} characters, over {LongestName}; save the result of state_dict()."),
        _ => throw new InvalidDataException(
            $"{place}: the name of a tensor is {Describe(key)}, not a string; save the result of state_dict()."),
    };

    private static string Describe(object? value) => value switch
    {
        null => "None",
        bool => "True or False",
        string => "text",
        StoredTensor => "a tensor",
        PickleItems { IsDictionary: true } => "a dictionary",
        PickleItems => "a list",
        object?[] => "a tuple",
        PickleFunction or StorageType or StorageReference => "a part of torch",
        _ => "a number",
    };
}
