using System.Globalization;
using System.Runtime.InteropServices;
using YoloV1.Darknet;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Tests.Golden;

namespace YoloV1.Tests.Inference;

public sealed class DarknetDetectorTests
{
    [Fact]
    public void Detect_GivesEveryBoxThatDarknetGives_OnAnImageOfTheNetworksSize()
    {
        var config = DarknetCfg.Read(GoldenFile.PathOf("darknet-mini-c/mini.cfg"));
        using var detector = Detector.Load(
            GoldenFile.PathOf("darknet-mini-c/mini.weights"), config,
            options: new DetectorOptions { Thresholds = new() { Score = 0, Iou = 1 }, Device = "cpu" });

        var detections = detector.Detect(InputImage(config.InputSize));

        var expected = DarknetsDetections().OrderByDescending(detection => detection.Score).ToList();
        detections.Select(detection => detection.ClassId).Should().Equal(expected.Select(detection => detection.ClassId));
        detector.Classes.Should().Equal("class 0", "class 1", "class 2");
        foreach (var (found, wanted) in detections.Zip(expected))
        {
            found.Score.Should().BeApproximately(wanted.Score, 1e-5f);
            found.Box.Left.Should().BeApproximately(wanted.Box.Left, 1e-5f);
            found.Box.Top.Should().BeApproximately(wanted.Box.Top, 1e-5f);
            found.Box.Right.Should().BeApproximately(wanted.Box.Right, 1e-5f);
            found.Box.Bottom.Should().BeApproximately(wanted.Box.Bottom, 1e-5f);
        }
    }

    private static RgbImage InputImage(ImageSize size)
    {
        var planes = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(GoldenFile.PathOf("darknet-mini-c/input.f32")));
        var image = new RgbImage(size);
        var plane = size.Width * size.Height;
        for (var i = 0; i < image.Rgb.Length; i++)
            image.Rgb[i] = (byte)MathF.Round(planes[i % 3 * plane + i / 3] * 255);
        return image;
    }

    private static IEnumerable<Detection> DarknetsDetections() =>
        from line in File.ReadLines(GoldenFile.PathOf("darknet-mini-c/boxes.txt"))
        let row = line.Split(' ').Select(text => float.Parse(text, CultureInfo.InvariantCulture)).ToArray()
        from classId in Enumerable.Range(0, 3)
        where row[5 + classId] > 0
        select new Detection(new Box(row[0], row[1], row[2], row[3]).Clip(), classId, row[5 + classId]);
}
