using YoloV1.Grid;
using YoloV1.Inference;

namespace YoloV1.Tests.Inference;

public sealed class DetectionReaderTests
{
    private static readonly GridShape Shape = new(7, 2, 20);

    [Fact]
    public void Read_AllocatesNothingButItsResult()
    {
        var prediction = new float[Shape.Length];
        for (int i = 0, seed = 1; i < prediction.Length; i++)
            prediction[i] = (seed = seed * 75 % 65537) / 65537f;
        var reader = new DetectionReader(new GridDecoder(Shape, BoxSizeEncoding.SquareRoot));
        var thresholds = new DetectionThresholds { Score = 0.01f, Iou = 0.5f };
        var found = reader.Read(prediction, thresholds);

        var before = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(prediction, thresholds);
        var reading = GC.GetAllocatedBytesForCurrentThread() - before;
        var array = new Detection[found.Length];
        var result = GC.GetAllocatedBytesForCurrentThread() - before - reading;

        found.Should().HaveCountGreaterThan(100).And.HaveSameCount(array);
        reading.Should().Be(result);
    }
}
