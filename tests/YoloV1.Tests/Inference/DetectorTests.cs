using TorchSharp;
using YoloV1.Grid;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Tests.Inference;

public sealed class DetectorTests : IDisposable
{
    private const float Tolerance = 0.01f;   // of bfloat16, where a processor computes with it

    private readonly YoloV1Model _model = RedFinder.Create();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Detect_FindsWhatIsThere_TheBestFirst()
    {
        using var detector = new Detector(_model, RedFinder.Classes);

        ShouldBe(
            detector.Detect(RedFinder.Paint(0, 153, 255, 0)),
            (new Box(0.25f, 0.75f, 0.5f, 0.5f), 1),
            (new Box(0.75f, 0.25f, 0.5f, 0.5f), 0.6f));
        detector.Detect(RedFinder.Paint(0, 0, 0, 0)).Should().BeEmpty();
    }

    [Fact]
    public void Detect_TakesPathStreamAndPixels_AndFindsTheSame()
    {
        var image = RedFinder.Paint(255, 0, 0, 204);
        ImageFile.WritePng(image, _folder["red.png"]);
        using var detector = new Detector(_model, RedFinder.Classes);

        var expected = detector.Detect(image);

        expected.Should().HaveCount(2);
        detector.Detect(_folder["red.png"]).Should().Equal(expected);
        using var stream = File.OpenRead(_folder["red.png"]);
        detector.Detect(stream).Should().Equal(expected);
    }

    [Fact]
    public void Detect_WhichFitsByManyThreads_FindsWhatTheModulesFind_InAnImageFittedByOne()
    {
        var image = RedFinder.Paint(255, 0, 0, 100);
        using var model = RedFinder.Create(pools: 8);                                // an input of 512x512
        using var detector = new Detector(model, RedFinder.Classes);
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        model.eval();
        var predictions = model.call(ImageInput.ToTensor(image, model.Config.InputSize).unsqueeze(0));   // [1, S, S, D]
        var reader = new DetectionReader(new GridDecoder(model.Config.Grid, model.Config.BoxSizes));

        detector.Detect(image)
            .Should().NotBeEmpty().And.Equal(reader.Read(predictions.data<float>().ToArray(), detector.Thresholds).Detections);
    }

    [Fact]
    public void DetectBatch_GivesEachImagesOwn_InTheirOrder()
    {
        using var detector = new Detector(_model, RedFinder.Classes);

        var found = detector.DetectBatch([RedFinder.Paint(255, 0, 0, 0), RedFinder.Paint(0, 0, 0, 0), RedFinder.Paint(0, 0, 0, 255)]);

        found.Should().HaveCount(3);
        ShouldBe(found[0], (new Box(0.25f, 0.25f, 0.5f, 0.5f), 1));
        found[1].Should().BeEmpty();
        ShouldBe(found[2], (new Box(0.75f, 0.75f, 0.5f, 0.5f), 1));
        detector.DetectBatch([]).Should().BeEmpty();
    }

    [Fact]
    public void ScoreThreshold_IsWhatAScoreHasToExceed()
    {
        using var detector = new Detector(_model, RedFinder.Classes, new DetectorOptions { Thresholds = new() { Score = 0.5f } });

        ShouldBe(detector.Detect(RedFinder.Paint(100, 160, 0, 0)), (new Box(0.75f, 0.25f, 0.5f, 0.5f), 160 / 255f));
        detector.Detect(RedFinder.Paint(100, 160, 0, 0), new() { Score = 0.3f }).Should().HaveCount(2);
    }

    [Fact]
    public void OfBoxesThatOverlap_TheBetterStays_AndIsClippedToTheImage()
    {
        using var model = RedFinder.Create(side: 0.9f);   // side by side: 0.5 apart, IoU 2 / 7
        using var detector = new Detector(model, RedFinder.Classes, new DetectorOptions { Thresholds = new() { Iou = 0.2f } });

        ShouldBe(detector.Detect(RedFinder.Paint(204, 255, 0, 0)), (Box.FromCorners(0.3f, 0, 1, 0.7f), 1));
        detector.Detect(RedFinder.Paint(204, 255, 0, 0), new() { Iou = 0.4f }).Should().HaveCount(2);
    }

    [Fact]
    public void OfBoxesThatOverlap_TheFusedOneLiesBetween_AndTheThresholdDoesNotMoveIt()
    {
        using var model = RedFinder.Create(side: 0.9f);   // side by side: 0.5 apart, IoU 2 / 7
        using var detector = new Detector(model, RedFinder.Classes);
        var fused = new DetectionThresholds { Suppression = Suppression.Fused, Iou = 0.2f, Score = 0.1f };
        var image = RedFinder.Paint(204, 255, 0, 0);

        var found = detector.Detect(image, fused);

        const float Center = (0.8f * 0.25f + 0.75f) / 1.8f;
        ShouldBe(found, (Box.FromCorners(Center - 0.45f, 0, Center + 0.45f, 0.7f), 1));
        detector.Detect(image, fused with { Score = 0.9f }).Should().Equal(found);
    }

    [Fact]
    public void SoftSuppression_LeavesBoth_TheWorseWithALowerScore()
    {
        using var model = RedFinder.Create(side: 0.9f);
        using var detector = new Detector(model, RedFinder.Classes);

        var found = detector.Detect(RedFinder.Paint(204, 255, 0, 0), new() { Suppression = Suppression.Soft, Iou = 2 / 7f });

        found.Select(one => one.Score).Should().HaveCount(2).And.BeInDescendingOrder();
        found[1].Score.Should().BeApproximately(0.8f * MathF.Exp(-1), 1e-3f);
    }

    [Fact]
    public void Load_TakesTheThresholdsOfTheFile_UnlessToldOtherwise()
    {
        var measured = new DetectionThresholds { Score = 0.6f, Suppression = Suppression.Fused };
        ModelFile.Save(_model, RedFinder.Classes, _folder["measured.safetensors"], ranges: null, thresholds: measured);
        ModelFile.Save(_model, RedFinder.Classes, _folder["plain.safetensors"]);
        var image = RedFinder.Paint(0, 230, 0, 120);

        using var detector = Detector.Load(_folder["measured.safetensors"]);
        using var told = Detector.Load(_folder["measured.safetensors"], new() { Thresholds = new() });
        using var plain = Detector.Load(_folder["plain.safetensors"]);

        detector.Thresholds.Should().Be(measured);
        detector.Detect(image).Should().ContainSingle();
        told.Detect(image).Should().HaveCount(2);
        plain.Thresholds.Should().Be(new DetectionThresholds());
    }

    [Fact]
    public void Load_GivesTheNetworkThatWasSaved_WithItsNames()
    {
        ModelFile.Save(_model, RedFinder.Classes, _folder["red.safetensors"]);
        var image = RedFinder.Paint(0, 230, 0, 120);
        using var saved = new Detector(_model, RedFinder.Classes);

        using var loaded = Detector.Load(_folder["red.safetensors"]);

        loaded.Classes.Should().Equal("red", "blue");
        loaded.Config.Should().BeEquivalentTo(_model.Config);
        loaded.Detect(image).Should().HaveCount(2).And.Equal(saved.Detect(image));
    }

    [Fact]
    public void WhatCannotWork_IsNamed()
    {
        using var detector = new Detector(_model, RedFinder.Classes);
        File.WriteAllText(_folder["text.safetensors"], "no weights");

        FluentActions.Invoking(() => new Detector(_model, new ClassNames(["red"])))
            .Should().Throw<ArgumentException>().WithMessage("*1 class names*2 classes*");
        FluentActions.Invoking(() => new Detector(_model, RedFinder.Classes, new DetectorOptions { Device = "gpu" }))
            .Should().Throw<ArgumentException>().WithMessage("*'gpu'*");
        FluentActions.Invoking(() => new DetectionThresholds { Score = 1.5f })
            .Should().Throw<ArgumentException>().WithMessage("Score is 1.5; *0..1*");
        FluentActions.Invoking(() => detector.Detect("nowhere.jpg")).Should().Throw<FileNotFoundException>().WithMessage("nowhere.jpg*");
        FluentActions.Invoking(() => detector.Detect(new MemoryStream([1, 2, 3]))).Should().Throw<ImageException>();
        FluentActions.Invoking(() => Detector.Load("nowhere.safetensors"))
            .Should().Throw<FileNotFoundException>().WithMessage("nowhere.safetensors*");
        FluentActions.Invoking(() => Detector.Load(_folder["text.safetensors"]))
            .Should().Throw<InvalidDataException>().WithMessage("*text.safetensors*");
    }

    [Fact]
    public async Task ManyThreads_ShareADetector_AndFindWhatOneFinds()
    {
        using var detector = new Detector(_model, RedFinder.Classes);
        var images = Enumerable.Range(0, 16)
            .Select(i => RedFinder.Paint((byte)(60 + 12 * i), (byte)(250 - 12 * i), (byte)(80 * (i % 3)), 0)).ToArray();
        var expected = images.Select(image => detector.Detect(image)).ToArray();

        var threads = Enumerable.Range(0, 6).Select(thread => Task.Factory.StartNew(
            () => Enumerable.Range(0, 60)
                .Select(i => (thread + i) % images.Length).All(i => detector.Detect(images[i]).SequenceEqual(expected[i])),
            TaskCreationOptions.LongRunning));

        (await Task.WhenAll(threads)).Should().OnlyContain(same => same);
    }

    private static void ShouldBe(IReadOnlyList<Detection> found, params (Box Box, float Score)[] expected)
    {
        found.Should().HaveCount(expected.Length).And.OnlyContain(detection => detection.ClassId == 0);
        foreach (var (detection, (box, score)) in found.Zip(expected))
        {
            Numbers(detection.Box).Zip(Numbers(box)).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < Tolerance);
            detection.Score.Should().BeApproximately(score, Tolerance);
        }

        static float[] Numbers(Box box) => [box.CenterX, box.CenterY, box.Width, box.Height];
    }
}
