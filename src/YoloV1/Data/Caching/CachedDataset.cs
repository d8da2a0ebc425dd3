using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>
/// A data set whose images are decoded once and cached; an image is decoded again if its file has changed in time or length.
/// </summary>
/// <remarks>
/// An image is kept at no more than 1.5 times the network's input in width and in height, so that augmentation has pixels to zoom in
/// on; a smaller one is kept as it is, and gives exactly the batches that it gives without a cache. Boxes are fractions, and stay.
/// The cache has a maximum size: later images are decoded every time, which costs less than replacing all of them in each epoch.
/// </remarks>
internal sealed class CachedDataset : IDetectionDataset
{
    /// <summary>The default size of the cache: 4 GB, some 4,000 images for an input of 448x448.</summary>
    public const long StandardBytes = 4_000_000_000;

    private const float Headroom = 1.5f;

    private readonly IDetectionDataset _dataset;
    private readonly ImageSize _largest;
    private readonly IImageStore _store;

    private CachedDataset(IDetectionDataset dataset, ImageSize largest, IImageStore store) =>
        (_dataset, _largest, _store) = (dataset, largest, store);

    /// <inheritdoc/>
    public ClassNames Classes => _dataset.Classes;

    /// <inheritdoc/>
    public int Count => _dataset.Count;

    /// <summary>Keeps images in memory.</summary>
    /// <param name="dataset">Where they come from.</param>
    /// <param name="input">The network's input size.</param>
    /// <param name="maxBytes">The maximum size of the cache.</param>
    public static CachedDataset InMemory(IDetectionDataset dataset, ImageSize input, long maxBytes = StandardBytes)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new(dataset, Largest(input), new MemoryImages(dataset.Count, maxBytes));
    }

    /// <summary>Caches images in uncompressed files, together with those of other trainings.</summary>
    /// <param name="dataset">Where they come from.</param>
    /// <param name="input">The network's input size.</param>
    /// <param name="folder">The folder of the files; it is made.</param>
    /// <param name="maxBytes">The maximum size of the cache, including existing files.</param>
    public static CachedDataset OnDisk(FileDataset dataset, ImageSize input, string folder, long maxBytes = StandardBytes)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var largest = Largest(input);
        return new(dataset, largest, new DiskImages(folder, largest, maxBytes));
    }

    /// <inheritdoc/>
    public Annotation GetAnnotation(int index) => _dataset.GetAnnotation(index);

    /// <summary>The pixels of an image, which several callers may share: do not change them.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public RgbImage ReadImage(int index)
    {
        var stamp = _dataset is FileDataset files ? ImageStamp.Of(files.ImagePath(index)) : default;
        if (_store.Find(index, stamp) is { } kept)
            return kept;
        var image = Fit(_dataset.ReadImage(index));
        _store.Keep(index, stamp, image);
        return image;
    }

    private static ImageSize Largest(ImageSize input) => new((int)(input.Width * Headroom), (int)(input.Height * Headroom));

    // By the same bilinear rule as the network's input, so that the result is the same as without a cache.
    private RgbImage Fit(RgbImage image)
    {
        var size = new ImageSize(Math.Min(image.Size.Width, _largest.Width), Math.Min(image.Size.Height, _largest.Height));
        if (size == image.Size)
            return image;
        var smaller = new RgbImage(size);
        new Tile(new(image, [])).PaintOn(smaller);
        return smaller;
    }
}
