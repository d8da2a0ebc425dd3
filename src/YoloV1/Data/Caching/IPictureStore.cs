using YoloV1.Imaging;

namespace YoloV1.Data.Caching;

/// <summary>Keeps decoded pictures; called from many threads at once.</summary>
internal interface IPictureStore
{
    /// <summary>The picture with a number; null when it is not kept, or was kept of a file that is no longer the same.</summary>
    Picture? Find(int index, PictureStamp stamp);

    /// <summary>Keeps a picture, if there is room.</summary>
    void Keep(int index, PictureStamp stamp, Picture picture);
}
