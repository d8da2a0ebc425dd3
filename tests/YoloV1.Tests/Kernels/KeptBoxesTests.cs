using CsCheck;
using YoloV1.Geometry;
using YoloV1.Kernels;

namespace YoloV1.Tests.Kernels;

public sealed class KeptBoxesTests
{
    // Few values, so that boxes overlap; classes of which some share a chain, and more than eight boxes of one.
    private static readonly Gen<Detection[]> Boxes = Gen.Select(
        Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[0, 4], Gen.Int[1, 4], Gen.OneOfConst(-1, 0, 1, 127, 128),
        (x, y, w, h, classId) => new Detection(new(x / 8f, y / 8f, w / 16f, h / 16f), classId, 0.5f)).Array[0, 60];

    [Fact]
    public void AnyCovers_IsWhatThePlainFormSays_OfEachBoxBeforeTheNext() =>
        Gen.Select(Boxes, Gen.Float[0, 1]).Sample((detections, threshold) =>
        {
            using var kept = new KeptBoxes(detections.Length);
            for (var i = 0; i < detections.Length; i++)
            {
                var expected = KeptBoxes.Plain.AnyCovers(detections.Take(i), detections[i], Iou.Of, threshold);
                if (kept.AnyCovers(detections[i], threshold) != expected)
                    return false;
                kept.Add(detections[i]);
            }
            return true;
        });
}
