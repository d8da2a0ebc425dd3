using TorchSharp;
using YoloV1.Data;
using YoloV1.Grid;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Onnx;
using YoloV1.Tests.Golden;
using static TorchSharp.torch;

namespace YoloV1.Tests.Onnx;

public sealed class OnnxDetectionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly TemporaryFolder _folder = new();
    private readonly List<OnnxRun> _runs = [];

    [Theory]
    [InlineData(BoxSizeEncoding.SquareRoot)]
    [InlineData(BoxSizeEncoding.Linear)]
    public void BoxesAndScores_AreTheDecoders(BoxSizeEncoding sizes)
    {
        using var model = BusyNetwork(sizes);
        var images = OnnxNetworks.Images(model.Config, 2);
        var grids = Export(model, OnnxOutputs.Grid).Floats(images, "grid");
        var run = Export(model, OnnxOutputs.Boxes);
        run.Shapes["boxes"].Should().Equal(-1, 32, 4);
        run.Shapes["scores"].Should().Equal(-1, 32, 3);

        var expected = new List<Detection>();
        foreach (var grid in grids.Chunk(model.Config.Grid.Length))
            new GridDecoder(model.Config.Grid, sizes).Decode(grid, float.NegativeInfinity, expected);

        var (boxes, scores) = (run.Floats(images, "boxes"), run.Floats(images, "scores"));
        scores.Should().Equal(expected.Select(candidate => candidate.Score));
        var corners = expected.Where(candidate => candidate.ClassId == 0).SelectMany(candidate => Corners(candidate.Box)).ToArray();
        Difference(boxes, corners).Should().BeLessThan(1e-6f);
    }

    [Theory]
    [InlineData(BoxSizeEncoding.SquareRoot, 0.2f, 0.4f)]
    [InlineData(BoxSizeEncoding.Linear, 0.2f, 0.4f)]
    [InlineData(BoxSizeEncoding.SquareRoot, 0.001f, 0.5f)]
    [InlineData(BoxSizeEncoding.Linear, 0.3f, 0f)]
    [InlineData(BoxSizeEncoding.SquareRoot, 0.2f, 0.4f, Suppression.Fused)]
    [InlineData(BoxSizeEncoding.Linear, 0.2f, 0.4f, Suppression.Fused)]
    [InlineData(BoxSizeEncoding.SquareRoot, 0.001f, 0.5f, Suppression.Fused)]
    public void Detections_AreTheDetectors(BoxSizeEncoding sizes, float score, float iou, Suppression suppression = Suppression.Nms)
    {
        using var model = BusyNetwork(sizes);
        var shapes = new ShapesDataset(count: 6, seed: 4, ImageSize.Square(64));
        RgbImage[] batch = [.. Enumerable.Range(0, shapes.Count).Select(shapes.ReadImage)];
        using var detector = new Detector(model, OnnxNetworks.Classes, new() { Device = "cpu" });
        var expected = detector.DetectBatch(batch, new() { Score = score, Iou = iou, Suppression = suppression });
        expected.Should().Contain(found => found.Count > 3);
        var all = detector.DetectBatch(batch, new() { Score = score, Iou = 1 });
        expected.Sum(found => found.Count).Should()
            .BeLessThan(all.Sum(found => found.Count) - 20, "suppression has to have something to do");

        var images = stack(batch.Select(image => ImageInput.ToTensor(image, model.Config.InputSize)));
        var found = Detections(Export(model, OnnxOutputs.Detections, score, iou, suppression), images);

        for (var i = 0; i < batch.Length; i++)
        {
            var here = found.Where(row => row.Image == i).Select(row => row.Detection).ToList();
            here.Select(one => one.ClassId).Should().Equal(expected[i].Select(one => one.ClassId));
            Difference([.. here.Select(one => one.Score)], [.. expected[i].Select(one => one.Score)]).Should().BeLessThan(1e-5f);
            Difference([.. here.SelectMany(one => Corners(one.Box))], [.. expected[i].SelectMany(one => Corners(one.Box))]).Should()
                .BeLessThan(1e-5f);
        }
        found.Select(row => row.Image).Should().BeInAscendingOrder();
        found.Should().Contain(row => row.Detection.Box.Area > 0).And.HaveCountGreaterThan(20);
        if (sizes == BoxSizeEncoding.Linear)
            found.Should().Contain(row => row.Detection.Box.Area == 0, "boxes turned inside out are as good as any");
    }

    [Theory]
    [InlineData(Suppression.Nms)]
    [InlineData(Suppression.Fused)]
    public void Detections_AreNone_WhereNoScoreIsHighEnough(Suppression suppression)
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Small);
        var run = Export(model, OnnxOutputs.Detections, score: 1, suppression: suppression);

        Detections(run, OnnxNetworks.Images(model.Config, 2)).Should().BeEmpty();
    }

    public void Dispose()
    {
        _runs.ForEach(run => run.Dispose());
        _folder.Dispose();
        _scope.Dispose();
    }

    private OnnxRun Export(
        YoloV1Model model, OnnxOutputs outputs, float score = 0.2f, float iou = 0.4f, Suppression suppression = Suppression.Nms)
    {
        var run = OnnxNetworks.Export(
            model, _folder, new() { Outputs = outputs, ScoreThreshold = score, IouThreshold = iou, Suppression = suppression });
        _runs.Add(run);
        return run;
    }

    // Boxes of all sizes around every cell, some beyond the image's edge and some turned inside out, with scores up to 1.
    private static YoloV1Model BusyNetwork(BoxSizeEncoding sizes)
    {
        var model = OnnxNetworks.Create(OnnxNetworks.Small with { BoxSizes = sizes });
        using var noGradient = no_grad();
        var bias = model.state_dict()["head.4.bias"];
        bias.copy_(tensor(GoldenWeights.Floats(bias.numel(), 7, u => 0.1 + (0.7 * u))));
        var cells = bias.view(-1, model.Config.Grid.D);                              // [S * S, D]
        foreach (var box in Enumerable.Range(0, model.Config.BoxesPerCell))
            cells.narrow(1, (box * GridShape.BoxChannels) + 2, 2).add_(box == 0 ? 0.5f : -0.3f);
        return model;
    }

    private static List<(long Image, Detection Detection)> Detections(OnnxRun run, Tensor images)
    {
        var (boxes, scores) = (run.Floats(images, "boxes"), run.Floats(images, "scores"));
        var (classes, places) = (run.Integers(images, "class_ids"), run.Integers(images, "image_ids"));
        return [.. scores.Select((score, i) => (places[i], new Detection(
            Box.FromCorners(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]), (int)classes[i], score)))];
    }

    private static float[] Corners(Box box) => [box.Left, box.Top, box.Right, box.Bottom];

    private static float Difference(float[] actual, float[] expected)
    {
        actual.Should().HaveCount(expected.Length);
        return actual.Zip(expected, (a, b) => Math.Abs(a - b)).DefaultIfEmpty(0).Max();
    }
}
