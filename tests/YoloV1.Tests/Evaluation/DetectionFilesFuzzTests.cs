using System.Text;
using CsCheck;
using YoloV1.Evaluation;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Tests.Evaluation;

/// <summary>Damaged files of detections and truth: each is read and measured, or refused in one clear line.</summary>
public sealed class DetectionFilesFuzzTests : IDisposable
{
    private const string Results = """
        [{"image_id": 3, "category_id": 9, "bbox": [0.1, 0.2, 0.30000000000000004, 4], "score": 1e-3},
         {"image_id": 7, "category_id": 2, "bbox": [1, 2, 10, 20], "score": 0.75}]
        """;

    private const string Truth = """
        {"images": [{"id": 7, "file_name": "train/b.jpg", "width": 50, "height": 50}, {"id": 3, "file_name": "a.jpg"}],
         "categories": [{"id": 9, "name": "traffic light"}, {"id": 2, "name": "cat"}],
         "annotations": [{"id": 1, "image_id": 7, "category_id": 2, "bbox": [1.5, 2, 10.25, 20], "area": 150.5, "iscrowd": 1},
                         {"id": 2, "image_id": 3, "category_id": 9, "bbox": [-5, 0, 3, 1e1], "difficult": 1}]}
        """;

    private static readonly Type[] Documented = [typeof(ArgumentException)];

    private readonly TemporaryFolder _folder = new();
    private readonly VocFolder _voc = new VocFolder().Split("test", "a", "b c").Annotation("a", Object("cat", "1", "1", "20", "20"))
        .Annotation("b c", Object("traffic light", "5", "5", "90", "40"));

    public void Dispose()
    {
        _folder.Dispose();
        _voc.Dispose();
    }

    [Fact]
    public void CocoResults_AreReadOrRefused()
    {
        File.WriteAllText(_folder["truth.json"], Truth);
        OfJson(Results).Sample(bytes => Read("found.json", bytes), iter: Fuzz.Budget, threads: 1);
    }

    [Fact]
    public void CocoTruth_IsReadOrRefused()
    {
        File.WriteAllText(_folder["found.json"], Results);
        OfJson(Truth).Sample(bytes => Read("truth.json", bytes), iter: Fuzz.Budget, threads: 1);
    }

    [Fact]
    public void Comp4Files_AreReadOrRefused()
    {
        Directory.CreateDirectory(_folder["comp4"]);
        Fuzz.DamagedText("a 0.9 1 1 20 20\r\nb c 1e-3 1.5 2 90.25 40\na 0.1 -5 -5 500 500\n", "b", "1").Sample(
            bytes => Read("comp4/comp4_det_test_cat.txt", bytes, _folder["comp4"], _voc.Root), iter: Fuzz.Budget, threads: 1);
    }

    private static Gen<byte[]> OfJson(string json) =>
        Gen.OneOf(Fuzz.DamagedJson(json).Select(Encoding.UTF8.GetBytes), Fuzz.Damaged(Encoding.UTF8.GetBytes(json)));

    private void Read(string name, byte[] bytes) => Read(name, bytes, _folder["found.json"], _folder["truth.json"]);

    private void Read(string name, byte[] bytes, string detections, string truth)
    {
        File.WriteAllBytes(_folder[name], bytes);
        Fuzz.ReadOrRefused(
            () =>
            {
                var measured = DetectionFiles.Read(detections, truth, null, new List<string>());
                foreach (var metric in (IDetectionMetric[])[VocMetric.Voc10, CocoMetric.Default])
                    metric.Measure(measured).Classes.Select(result => result.Ap ?? 0).Should().OnlyContain(ap => ap >= 0 && ap <= 1);
            },
            Documented);
    }
}
