namespace YoloV1.Data;

/// <summary>The parts that the images of a batch are learned in, and which of them are made here: each of every so many.</summary>
/// <param name="Batch">Images of a batch.</param>
/// <param name="Size">Images of a part; the last one may have fewer.</param>
/// <param name="First">The first part that is made here.</param>
/// <param name="Every">From one that is made here to the next.</param>
internal sealed record BatchParts(int Batch, int Size, int First = 0, int Every = 1)
{
    /// <summary>How many parts there are.</summary>
    public int Count => (Batch + Size - 1) / Size;

    /// <summary>How often a part is made here, where not every time the last one is.</summary>
    public int Rounds => (Count + Every - 1) / Every;

    /// <summary>The size that makes at least so many parts, equal ones where the batch divides by them.</summary>
    public static int SizeFor(int batch, int parts)
    {
        var size = (batch + parts - 1) / parts;
        return new BatchParts(batch, size).Count < parts ? Math.Max(1, batch / parts) : size;
    }

    /// <summary>The part of a round; none where it is <see cref="Count"/> or more.</summary>
    public int PartOf(int round) => round * Every + First;

    /// <summary>How many of all parts a round has.</summary>
    public int PartsIn(int round) => Math.Min(Every, Count - round * Every);

    /// <summary>Images of a part.</summary>
    public int LengthOf(int part) => Math.Clamp(Batch - part * Size, 0, Size);

    /// <summary>Images of each part.</summary>
    public IEnumerable<int> Lengths => Enumerable.Range(0, Count).Select(LengthOf);

    /// <summary>The images of a batch that are made here.</summary>
    public int[] Of(int[] batch) => [.. batch.Chunk(Size).Where((_, part) => part % Every == First).SelectMany(part => part)];
}
