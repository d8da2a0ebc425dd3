using YoloV1.Inference;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>A picture file to boxes.</summary>
internal sealed class FileContender(string model, string picture, Precision precision) : IContender
{
    private readonly Detector _detector = Detector.Load(model, new DetectorOptions { Device = "cpu", Precision = precision });

    public void Run() => _detector.Detect(picture);

    public void Dispose() => _detector.Dispose();
}
