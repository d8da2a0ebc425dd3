using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>A view of a storage: the value at [i, j, ...] is that at Offset + i * Strides[0] + j * Strides[1] + ...</summary>
internal sealed record StoredTensor(StorageReference Storage, long Offset, long[] Shape, long[] Strides)
{
    public TensorInfo Info { get; } = new(Storage.Type, Shape);

    /// <summary>How many values of the storage it spans, from its first to its last.</summary>
    public long Extent => Shape.Contains(0) ? 0 : 1 + Shape.Zip(Strides, (length, stride) => (length - 1) * stride).Sum();

    /// <summary>Whether its values lie one after the other, the last dimension fastest.</summary>
    public bool IsContiguous
    {
        get
        {
            var expected = 1L;
            for (var i = Shape.Length - 1; i >= 0; expected *= Shape[i--])
                if (Shape[i] != 1 && Strides[i] != expected)
                    return false;
            return true;
        }
    }

    /// <summary>What makes the view impossible, whatever the file holds; null when nothing does.</summary>
    public string? Fault()
    {
        if (Shape.Length != Strides.Length || Shape.Length > TensorTypes.MaxRank)
            return $"has {Shape.Length} lengths and {Strides.Length} strides";
        if (Offset < 0 || Storage.Length < 0 || Shape.Any(length => length < 0) || Strides.Any(stride => stride < 0))
            return "has a negative length, stride or offset";
        if (TensorTypes.ByteLength(Info) is null || !EndsBy(Storage.Length))
            return $"reaches beyond the {Storage.Length} values of its storage";
        return null;
    }

    private bool EndsBy(long length)
    {
        try
        {
            // Sum is checked too.
            var last = Shape.Contains(0) ? -1 : Shape.Zip(Strides, (size, stride) => checked((size - 1) * stride)).Sum();
            return checked(Offset + last) < length;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
