using YoloV1.Imaging;

namespace YoloV1.Tests.Data;

/// <summary>A temporary folder in which a test lays out a data set; the folders around it are empty as well.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly string _own = Directory.CreateTempSubdirectory("yolov1-data-").FullName;

    public DataFolder() => Root = Directory.CreateDirectory(Path.Combine(_own, "sets", "set")).FullName;

    public string Root { get; }

    public string PathOf(string name) => Path.Combine(Root, name);

    public DataFolder Text(string name, params string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), string.Join('\n', lines));
        return this;
    }

    /// <summary>Writes black images of 100x50; the extension may be any.</summary>
    public DataFolder Images(params string[] names)
    {
        foreach (var name in names)
            Image(name, new RgbImage(new ImageSize(100, 50)));
        return this;
    }

    public DataFolder Image(string name, RgbImage image)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        ImageFile.WritePng(image, PathOf(name));
        return this;
    }

    public void Dispose() => Directory.Delete(_own, recursive: true);
}
