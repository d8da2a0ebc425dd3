namespace YoloV1.Data;

/// <summary>Some images of a split, such as held-out ones.</summary>
internal sealed class FilePart : FileDataset
{
    /// <summary>The images with the given indices, in that order.</summary>
    /// <param name="whole">The split.</param>
    /// <param name="name">The name of the part.</param>
    /// <param name="indices">Indices of its images.</param>
    /// <param name="warnings">Warnings in addition to those of the split.</param>
    public FilePart(FileDataset whole, string name, IEnumerable<int> indices, params string[] warnings)
        : this(whole, name, indices.ToArray(), warnings)
    {
    }

    private FilePart(FileDataset whole, string name, int[] indices, string[] warnings)
        : base(whole, name, indices, warnings) => (Whole, Indices) = (whole, indices);

    /// <summary>The split that it is a part of.</summary>
    public FileDataset Whole { get; }

    /// <summary>The indices of its images in the whole.</summary>
    public IReadOnlyList<int> Indices { get; }
}
