using System.Text.Json;
using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Cli.Tests;

public sealed class OnnxExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public OnnxExportTests() => _model = SmallModel.Save(_folder["small.safetensors"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("grid", new[] { "grid" })]
    [InlineData("boxes", new[] { "boxes", "scores" })]
    [InlineData("detections", new[] { "boxes", "scores", "class_ids", "image_ids" })]
    public void Export_GivesTheOutputsThatAreAskedFor(string outputs, string[] names)
    {
        using var run = ExportAndOpen("--outputs", outputs);

        run.Shapes.Keys.Should().Equal(["images", .. names]);
        run.Shapes["images"].Should().Equal(-1, 3, 32, 32);
        JsonSerializer.Deserialize<string[]>(run.Metadata["yolov1.classes"]).Should().Equal(SmallModel.Classes);
    }

    [Fact]
    public void Export_GivesDetections_UnlessOtherOutputsAreAskedFor()
    {
        using var run = ExportAndOpen();

        run.Shapes.Keys.Should().Equal("images", "boxes", "scores", "class_ids", "image_ids");
    }

    [Fact]
    public void Export_FindsWhatPredictFinds()
    {
        File.WriteAllBytes(_folder["cat.jpg"], TestImages.Jpeg(32, 32));
        using var detector = Detector.Load(_model, new() { Thresholds = new() { Score = 0, Iou = 0.3f }, Precision = Precision.Float32 });
        var expected = detector.Detect(_folder["cat.jpg"]);
        using var run = ExportAndOpen("--outputs", "detections", "--score", "0", "--iou", "0.3");
        using var image =
            ImageInput.ToTensor(ImageFile.Read(_folder["cat.jpg"]), SmallModel.Config.InputSize).unsqueeze(0);   // [1, 3, H, W]

        var scores = run.Floats(image, "scores");

        scores.Should().HaveCount(expected.Count).And.NotBeEmpty();
        for (var i = 0; i < scores.Length; i++)
            scores[i].Should().BeApproximately(expected[i].Score, 1e-5f);
    }

    [Fact]
    public void Export_TakesABatch_BatchNormAndThresholds()
    {
        using var run =
            ExportAndOpen("--batch", "4", "--keep-batch-norm", "--half", "--outputs", "detections", "--score", "0.5", "--iou", "0.3");

        run.Shapes["images"].Should().Equal(4, 3, 32, 32);
        run.Metadata["yolov1.outputs"].Should().Be(
            """{"batch_size":4,"outputs":"detections","fold_batch_norm":false,"half":true,"score_threshold":0.5,"iou_threshold":0.3,"""
            + "\"suppression\":\"nms\"}");
    }

    [Fact]
    public void Export_RefusesWhatNoGraphHas_OrOtherFormatsHaveNoUseFor()
    {
        Export("a.onnx", "--batch", "0").ShouldFail(2, "--batch is '0'; give a number of at least 1, or dynamic.*");
        Export("a.onnx", "--outputs", "masks").ShouldFail(2, "*masks*grid*boxes*detections*");
        Export("a.onnx", "--outputs", "grid", "--score", "0.5")
            .ShouldFail(2, "--score works only with --outputs detections; leave it out.");
        Export("a.pth", "--half").ShouldFail(2, "--half works only with --format onnx; leave it out.");
        _folder.Names.Should().Equal("small.safetensors");
    }

    private OnnxRun ExportAndOpen(params string[] options)
    {
        Export("small.onnx", options).ShouldSucceed();
        return new OnnxRun(_folder["small.onnx"]);
    }

    private Call Export(string output, params string[] options) =>
        Call.Run(["export", "--weights", _model, "--output", _folder[output], .. options]);
}
