using CsCheck;
using YoloV1.Kernels;

namespace YoloV1.Tests.Kernels;

public sealed class ScoreOrderTests
{
    private static readonly Gen<float> Scores = Gen.OneOfConst(
        0.5f, 0.25f, 0f, -0f, -1f, float.NaN, float.NegativeInfinity, float.PositiveInfinity, float.Epsilon);

    [Fact]
    public void Sort_IsThePlainForms_WithTiesAndWhatIsNoScore() =>
        Scores.Array[0, 50].Sample(scores =>
        {
            Detection[] detections = [.. scores.Select((score, place) => new Detection(new(0, 0, 1, 1), place, score))];
            int[] expected = [.. ScoreOrder.Plain.Sort(detections).Select(detection => detection.ClassId)];

            ScoreOrder.Sort(detections);

            return detections.Select(detection => detection.ClassId).SequenceEqual(expected);
        });
}
