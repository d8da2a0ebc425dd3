using YoloV1.Geometry;
using YoloV1.Grid;
using YoloV1.Inference;
using YoloV1.Tests.Training;

namespace YoloV1.Tests.Inference;

/// <summary>The count of bytes in use is one for the whole process: nothing else may run meanwhile.</summary>
[Collection(Alone.Name)]
public sealed class DetectionReaderTests
{
    private static readonly GridShape Shape = new(64, 2, 20);
    private static readonly DetectionThresholds Thresholds = new() { Score = 0.01f, Iou = 0.5f };

    [Fact]
    public void Read_LeavesNothingBehind_OnAThreadThatGoesOn()
    {
        var prediction = new float[Shape.Length];
        Array.Fill(prediction, 0.5f);
        var candidates = new Detection[Shape.CellCount * Shape.B * Shape.C];
        Array.Fill(candidates, new Detection(new(0.5f, 0.5f, 1, 1), 0, 0.5f));
        var reader = new DetectionReader(new GridDecoder(Shape, BoxSizeEncoding.SquareRoot));
        // What suppression borrows from the pool of arrays for as many candidates is there before.
        NonMaxSuppression.Keep(candidates, Thresholds.Iou);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        reader.Read(prediction, Thresholds).Detections.Should().NotBeEmpty();

        var left = GC.GetTotalMemory(forceFullCollection: true) - before;
        left.Should().BeLessThan(1 << 20, $"{candidates.Length} candidates of 24 bytes took 4 MB");
        GC.KeepAlive(candidates);
    }
}
