using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Images kept in memory.</summary>
internal sealed class MemoryImages(int count, long maxBytes) : IImageStore
{
    private readonly Entry?[] _entries = new Entry?[count];
    private readonly Lock _lock = new();
    private long _bytes;

    public RgbImage? Find(int index, ImageStamp stamp) =>
        Volatile.Read(ref _entries[index]) is { } entry && entry.Stamp == stamp ? entry.Image : null;

    public void Keep(int index, ImageStamp stamp, RgbImage image)
    {
        lock (_lock)
        {
            _bytes -= _entries[index]?.Image.Rgb.LongLength ?? 0;
            var fits = _bytes + image.Rgb.LongLength <= maxBytes;
            _bytes += fits ? image.Rgb.LongLength : 0;
            Volatile.Write(ref _entries[index], fits ? new(stamp, image) : null);
        }
    }

    private sealed record Entry(ImageStamp Stamp, RgbImage Image);
}
