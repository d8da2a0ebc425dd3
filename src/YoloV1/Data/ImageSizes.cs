using YoloV1.Files;
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
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add(DataFaultKind.MissingImage, path, e.Message.Replace($"{Printable.Path(path)}: ", "", StringComparison.Ordinal));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(DataFaultKind.BrokenImage, path, $"the image cannot be read; {Printable.Of(e.Message, longest: 300)}");
            return null;
        }
    }
}
