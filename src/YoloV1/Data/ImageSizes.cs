using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>The sizes of images whose labels do not tell them.</summary>
internal static class ImageSizes
{
    /// <summary>The size from an image's header; null, with a fault, when it is not an image.</summary>
    public static ImageSize? Read(string path, FaultLog faults)
    {
        try
        {
            return ImageFile.ReadSize(path);
        }
        catch (ImageException e)
        {
            faults.Add(DataFaultKind.BrokenImage, path, e.Message[(path.Length + 2)..]);
            return null;
        }
    }
}
