using TorchSharp;

namespace YoloV1.Weights;

/// <summary>A list of a pickle, or the keys and values of a dictionary in turn.</summary>
internal sealed class PickleItems(bool isDictionary)
{
    private static readonly List<object?> None = [];

    private List<object?> _items = None;

    public bool IsDictionary => isDictionary;

    public IReadOnlyList<object?> Items => _items;

    /// <summary>A dictionary's pairs in the order of the file; of a key that is there twice, the last one counts.</summary>
    public IEnumerable<(object? Key, object? Value)> Pairs
    {
        get
        {
            for (var i = 0; i + 1 < _items.Count; i += 2)
                yield return (_items[i], _items[i + 1]);
        }
    }

    public void Add(ReadOnlySpan<object?> items)
    {
        // Most containers of a hostile file are empty, and cost no list.
        if (ReferenceEquals(_items, None))
            _items = new(items.Length);
        _items.AddRange(items);
    }
}

/// <summary>A function that a pickle may call.</summary>
/// <param name="Name">Its name in Python.</param>
/// <param name="Call">The result for its arguments; null if torch does not write such arguments.</param>
internal sealed record PickleFunction(string Name, Func<object?[], object?> Call);

/// <summary>A storage class of torch: the type of the values in a storage.</summary>
internal sealed record StorageType(torch.ScalarType Type);

/// <summary>A storage: a block of values beside the pickle.</summary>
/// <param name="Key">The name of its entry in the archive.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Length">How many there are to be.</param>
internal sealed record StorageReference(string Key, torch.ScalarType Type, long Length);
