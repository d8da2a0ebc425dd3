using YoloV1.Cli.Options;
using YoloV1.Imaging;

namespace YoloV1.Cli.Predicting;

/// <summary>Images in files of their source's kind: JPEG for JPEG, PNG for all others.</summary>
internal static class SourceFormat
{
    // Drawn lines and small objects keep their edges.
    private const int Quality = 95;

    /// <summary>The extension of an output.</summary>
    public static string ExtensionFor(ImageSource source) =>
        Path.GetExtension(source.Path).ToUpperInvariant() is ".JPG" or ".JPEG" ? ".jpg" : ".png";

    /// <summary>Writes an image to a path with such an extension; its folder is made.</summary>
    public static void Write(RgbImage image, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (path.EndsWith(".jpg", StringComparison.Ordinal))
            ImageFile.WriteJpeg(image, path, Quality);
        else
            ImageFile.WritePng(image, path);
    }
}
