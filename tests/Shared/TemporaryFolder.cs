namespace YoloV1.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("yolov1-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public IEnumerable<string> Names => _folder.GetFiles().Select(file => file.Name);

    public void Dispose() => _folder.Delete(recursive: true);
}
