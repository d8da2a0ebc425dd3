using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Tests.Imaging;

/// <summary>A temporary folder, and small pictures in it.</summary>
internal sealed class TestPictures : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("yolov1-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>A picture whose every pixel tells where it is.</summary>
    public static Picture Coordinates(int width, int height)
    {
        var picture = new Picture(new ImageSize(width, height));
        for (var i = 0; i < width * height; i++)
            (picture.Rgb[3 * i], picture.Rgb[3 * i + 1], picture.Rgb[3 * i + 2]) = ((byte)(i % width), (byte)(i / width), (byte)(7 * i));
        return picture;
    }

    /// <summary>A JPEG of four flat quarters - red, green, blue, white - with an EXIF orientation.</summary>
    public static byte[] Jpeg(int width, int height, byte orientation = 1)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        foreach (var (color, x, y) in new[] { (SKColors.Red, 0, 0), (SKColors.Lime, 1, 0), (SKColors.Blue, 0, 1), (SKColors.White, 1, 1) })
        {
            using var paint = new SKPaint { Color = color };
            canvas.DrawRect(x * width / 2f, y * height / 2f, width / 2f, height / 2f, paint);
        }
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        var bytes = jpeg.ToArray();
        return [.. bytes[..2], .. exif, .. bytes[2..]];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
