using System.Text.Json;
using CsCheck;
using YoloV1.Data;

namespace YoloV1.Tests.Data;

/// <summary>A COCO file in parts.</summary>
public sealed class CocoSplitFilesTests : IDisposable
{
    private const string Json = """
        {"info": {"year": 2026}, "licenses": [{"id": 1}],
         "images": [{"id": "one", "file_name": "a.png", "width": 100, "height": 50, "license": 1},
                    {"id": 7.0, "file_name": "b.png", "width": 100, "height": 50}],
         "categories": [{"id": 3, "name": "dog"}],
         "annotations": [
            {"id": 1, "image_id": "one", "category_id": 3, "bbox": [1, 2, 30, 40], "segmentation": [[1, 2, 3, 4, 5, 6]]},
            {"id": 2, "image_id": 7, "category_id": 3, "bbox": [5, 5, 30, 40], "score": 0.5}]}
        """;

    private static readonly Type[] Documented =
        [typeof(FileNotFoundException), typeof(DirectoryNotFoundException), typeof(ArgumentException)];

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("annotations/instances_default.json", "images/default/", "images/default/")]      // CVAT
    [InlineData("result.json", "images/", "")]                                                  // Label Studio
    [InlineData("annotations/instances_train2017.json", "train2017/", "train2017/")]             // COCO's own
    [InlineData("train/_annotations.coco.json", "train/", "")]                                    // Roboflow
    public void APart_HasAllThatTheFileSaysOfItsImages_UnderNamesByWhichTheyAreFound(string file, string images, string prefix)
    {
        _folder.Images($"{images}a.png", $"{images}b.png").Text(file, Json);
        var source = Datasets.OpenSource(_folder.Root);
        var whole = Datasets.Open(_folder.Root, source.Splits.Single());

        var data = SplitLists.Write(_folder.Root, source, [new FilePart(whole, "train", [1]), new FilePart(whole, "val", [0])]);

        Datasets.SplitsOf(data).Should().Equal("train", "val");
        foreach (var (part, image) in new[] { ("train", 1), ("val", 0) })
        {
            var read = Datasets.Open(data, part);
            read.Count.Should().Be(1);
            read.ImagePath(0).Should().Be(whole.ImagePath(image));
            read.GetAnnotation(0).Boxes.Should().Equal(whole.GetAnnotation(image).Boxes);
        }
        using var val = JsonDocument.Parse(File.ReadAllText(data.Replace("split_train", "split_val", StringComparison.Ordinal)));
        val.RootElement.GetProperty("info").GetProperty("year").GetInt32().Should().Be(2026);
        var only = val.RootElement.GetProperty("images").EnumerateArray().Single();
        only.GetRawText().Should().Be(
            $$"""{"id":"one","file_name":"{{prefix}}a.png","width":100,"height":50,"license":1}""");
        val.RootElement.GetProperty("annotations").EnumerateArray().Single().GetProperty("segmentation")[0].GetArrayLength().Should().Be(6);
        File.ReadAllText(_folder.PathOf(file)).Should().Be(Json);
    }

    [Fact]
    public void AFileThatIsRead_IsDivided_WhateverItsValues()
    {
        var divided = 0;
        Gen.OneOf(Fuzz.DamagedJson(LabelSeeds.Coco), Fuzz.DamagedJson(LabelSeeds.CocoOfWords)).Sample(
            json =>
            {
                using var folder = new DataFolder().Images("a.png", "b.png").Text("result.json", json);
                Fuzz.ReadOrRefused(() => divided += Divide(folder), Documented);
            },
            iter: Fuzz.Budget / 5, threads: 1);
        divided.Should().BePositive();
    }

    private static int Divide(DataFolder folder)
    {
        var source = Datasets.OpenSource(folder.Root);
        var whole = Datasets.Open(folder.Root);
        if (whole.Count < 2)
            return 0;
        FileDataset[] parts = [new FilePart(whole, "train", Enumerable.Range(1, whole.Count - 1)), new FilePart(whole, "val", [0])];
        var data = SplitLists.Write(folder.Root, source, parts);
        Datasets.Open(data, "val", whole.Classes).GetAnnotation(0).Boxes.Should().Equal(whole.GetAnnotation(0).Boxes);
        return 1;
    }
}
