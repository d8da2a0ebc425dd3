using YoloV1.Imaging;

namespace YoloV1.Data.Caching;

/// <summary>Pictures kept in memory.</summary>
internal sealed class MemoryPictures(int count, long maxBytes) : IPictureStore
{
    private readonly Entry?[] _entries = new Entry?[count];
    private readonly Lock _lock = new();
    private long _bytes;

    public Picture? Find(int index, PictureStamp stamp) =>
        Volatile.Read(ref _entries[index]) is { } entry && entry.Stamp == stamp ? entry.Picture : null;

    public void Keep(int index, PictureStamp stamp, Picture picture)
    {
        lock (_lock)
        {
            _bytes -= _entries[index]?.Picture.Rgb.LongLength ?? 0;
            var fits = _bytes + picture.Rgb.LongLength <= maxBytes;
            _bytes += fits ? picture.Rgb.LongLength : 0;
            Volatile.Write(ref _entries[index], fits ? new(stamp, picture) : null);
        }
    }

    private sealed record Entry(PictureStamp Stamp, Picture Picture);
}
