using YoloV1.Inference;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>An image file to boxes.</summary>
internal sealed class FileContender(string model, string image, Precision precision) : IContender
{
    private readonly Detector _detector = Detector.Load(model, new DetectorOptions { Device = "cpu", Precision = precision });

    public void Run() => _detector.Detect(image);

    public void Dispose() => _detector.Dispose();
}
