using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>The sizes of pictures whose labels do not tell them.</summary>
internal static class PictureSizes
{
    /// <summary>The size from a picture's header; null, with a fault, when it is not a picture.</summary>
    public static ImageSize? Read(string path, FaultLog faults)
    {
        try
        {
            return PictureFile.ReadSize(path);
        }
        catch (PictureException e)
        {
            faults.Add(DataFaultKind.BrokenPicture, path, e.Message[(path.Length + 2)..]);
            return null;
        }
    }
}
