using YoloV1.Benchmarks.Parts;
using YoloV1.Evaluation;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>COCO's twelve numbers of a set as large as its validation set: 36,000 objects of 80 classes, 100 detections an image.</summary>
internal sealed class CocoContender : IContender
{
    public const int Images = 5000;
    private readonly MeasuredSet _set = RandomBoxes.Measured(Images, ClassNames.Coco, objects: 7.2, detections: 100);

    public void Run() => CocoMetric.Default.Measure(_set);
}
