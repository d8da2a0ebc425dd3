using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Cli.Tests;

/// <summary>From the folder that a labelling tool left to a model that is measured, without a file moved.</summary>
public sealed class ToolFolderTests : IDisposable
{
    private static readonly string[] Small = ["--epochs", "2", "--image-size", "128", "--pretrain", "0", "--batch", "4"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderWithLabelsBesideTheImages_IsSplit_TrainedOnAndMeasured()
    {
        var data = Draw("cards", 12);

        var train = Call.Run(["train", "--data", data, "--run", _folder["run"], .. Small]).ShouldSucceed();
        var weights = _folder["run/best.safetensors"];
        var val = Call.Run("val", "--weights", weights, "--data", data, "--json").ShouldSucceed();

        train.Error.Should().Contain("Of the 12 images of 'all', 2 are held out to measure on: --val-fraction 0.2 with seed 0");
        val.Error.Should().Contain("Of the 12 images of 'all', 2 are held out to measure on");
        Call.Run("val", "--weights", weights, "--data", data, "--split", "all", "--json").ShouldSucceed()
            .Error.Should().NotContain("held out");
        Call.Run("val", "--weights", weights, "--data", data, "--split", "val").ShouldFail(1, "*no split 'val'*here are: all.");
        Call.Run("predict", data, "--weights", weights).ShouldSucceed();
    }

    [Theory]
    [InlineData("pictures", "annots")]
    [InlineData("train", "train")]
    public void OtherFolders_AreTrainedOn(string images, string labels)
    {
        Draw($"set/{images}", 10, $"set/{labels}");

        Call.Run(["train", "--data", _folder["set"], "--val-fraction", "0.3", "--run", _folder["run"], .. Small]).ShouldSucceed()
            .Error.Should().Contain("3 are held out to measure on: --val-fraction 0.3");
    }

    [Fact]
    public void TheSameImages_AreNotMeasuredOn_UnlessTheyAreNamed()
    {
        Draw("set/images", 4);
        var yaml = _folder["set/data.yaml"];
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(_folder["set/labels"]).FullName, "p0.txt"), "0 0.5 0.5 0.5 0.5");
        File.WriteAllText(yaml, "train: images\nval: images\nnames: [circle]\n");

        string[] call = ["train", "--data", yaml, "--run", _folder["run"], .. Small];
        Call.Run(call).ShouldFail(2, "*4 of the 4 images of 'val' are trained on too, in 'train'*--val-split val' to measure on them*");
        Directory.Exists(_folder["run"]).Should().BeFalse();
        Call.Run([.. call, "--val-split", "nowhere"]).ShouldFail(1, "*no split 'nowhere'*");
        Call.Run([.. call, "--val-split", "val"]).ShouldSucceed();
    }

    /// <summary>Draws shapes, with an annotation for each.</summary>
    private string Draw(string images, int count, string? labels = null)
    {
        var shapes = new ShapesDataset(count, seed: 1, new ImageSize(64, 64));
        Directory.CreateDirectory(_folder[images]);
        Directory.CreateDirectory(_folder[labels ?? images]);
        for (var i = 0; i < shapes.Count; i++)
        {
            ImageFile.WritePng(shapes.ReadImage(i), Path.Combine(_folder[images], $"p{i}.png"));
            var objects = shapes.GetAnnotation(i).Boxes.Select(labeled => Object(shapes, labeled));
            File.WriteAllText(Path.Combine(_folder[labels ?? images], $"p{i}.xml"), $"<annotation>{string.Concat(objects)}</annotation>");
        }
        return _folder[images];
    }

    private static string Object(ShapesDataset shapes, LabeledBox labeled)
    {
        var (x1, y1, x2, y2) = labeled.Box.ToPixels(new ImageSize(64, 64));
        return VocFolder.Object(shapes.Classes[labeled.ClassId], $"{(int)x1 + 1}", $"{(int)y1 + 1}", $"{(int)x2}", $"{(int)y2}");
    }
}
