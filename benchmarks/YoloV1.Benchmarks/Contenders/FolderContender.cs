using YoloV1.Inference;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>All images of a folder to boxes, reading and computing at once.</summary>
internal sealed class FolderContender(string model, string folder, Precision precision) : IContender
{
    private readonly Detector _detector = Detector.Load(model, new DetectorOptions { Device = "cpu", Precision = precision });
    private readonly string[] _files = Directory.GetFiles(folder);

    public void Run()
    {
        foreach (var _ in _detector.DetectMany(_files))
        {
        }
    }

    public void Dispose() => _detector.Dispose();
}
