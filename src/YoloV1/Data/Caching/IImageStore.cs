using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Keeps decoded images; called from many threads at once.</summary>
internal interface IImageStore
{
    /// <summary>The image with an index; null when it is not kept, or was kept of a file that is no longer the same.</summary>
    RgbImage? Find(int index, ImageStamp stamp);

    /// <summary>Keeps an image, if there is room.</summary>
    void Keep(int index, ImageStamp stamp, RgbImage image);
}
