using YoloV1.Data;

namespace YoloV1.Tests.Data;

public sealed class CocoDatasetTests : IDisposable
{
    private const string Categories =
        """{"id": 18, "name": "dog", "supercategory": "animal"}, {"id": 3, "name": "car"}, {"id": 90, "name": "toothbrush"}""";

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Annotations_AreRead_WithHolesInTheNumbersAndCrowds()
    {
        Write(
            """{"id": 7, "file_name": "a.jpg", "width": 100, "height": 50, "license": 1},"""
            + """{"id": 9, "file_name": "b.jpg", "width": 10, "height": 20}""",
            """
            {"id": 1, "image_id": 7, "category_id": 18, "bbox": [10, 20, 40, 25], "area": 600.5, "iscrowd": 0,
             "segmentation": [[1, 2, 3, 4]]},
            {"id": 2, "image_id": 7, "category_id": 3, "bbox": [0.5, 0, 99.5, 50], "iscrowd": 1,
             "segmentation": {"counts": "x", "size": [50, 100]}}
            """);

        var dataset = Open();

        dataset.Classes.Should().Equal("car", "dog", "toothbrush");
        dataset.CategoryIds.Should().Equal(3, 18, 90);
        dataset.ImageIds.Should().Equal(7, 9);
        dataset.GetAnnotation(0).Should().BeEquivalentTo(new { Name = "a.jpg", Size = new ImageSize(100, 50) });
        dataset.GetAnnotation(0).Boxes.Should().Equal(
            new LabeledBox(Box.FromPixels(10, 20, 50, 45, new(100, 50)), 1),
            new LabeledBox(Box.FromPixels(.5f, 0, 100, 50, new(100, 50)), 0, Crowd: true));
        dataset.GetAnnotation(1).Boxes.Should().BeEmpty("an image without annotations is an image");
        dataset.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("instances_val2017.json", "a.JPG")]
    [InlineData("instances_val2017.json", "images/a.png")]
    [InlineData("annotations/instances_val2017.json", "val2017/a.jpg")]
    [InlineData("annotations/instances_val2017.json", "images/val2017/a.jpg")]
    [InlineData("annotations/instances_val.json", "images/a.jpg")]
    public void Images_AreFoundAroundTheFile(string file, string image)
    {
        Write("""{"id": 1, "file_name": "a.jpg", "width": 100, "height": 50}""", "", file);
        _folder.Images(image);

        new CocoDataset(_folder.PathOf(file)).ReadImage(0).Size.Should().Be(new ImageSize(100, 50));
    }

    [Fact]
    public void AnImageThatIsMissing_TakesNoOtherAlong()
    {
        string[] images = [.. new[] { "gone", "a", "b" }.Select((name, id) =>
            $$"""{"id": {{id}}, "file_name": "{{name}}.jpg", "width": 100, "height": 50}""")];
        Write(string.Join(',', images), "", "annotations/instances_train.json");
        _folder.Images("images/a.jpg", "train/b.jpg");

        var dataset = new CocoDataset(_folder.PathOf("annotations/instances_train.json"));

        dataset.ImagePath(1).Should().Be(_folder.PathOf("images/a.jpg"));
        dataset.ReadImage(2).Size.Should().Be(new ImageSize(100, 50), "each image is looked for by itself");
        FluentActions.Invoking(() => dataset.ReadImage(0)).Should().Throw<FileNotFoundException>().WithMessage("*gone.jpg*missing*");
    }

    [Fact]
    public void OfTwoFoldersWithAnImage_TheOneThatHasMostIsTaken()
    {
        Write(
            """{"id": 1, "file_name": "a.jpg", "width": 9, "height": 9}, {"id": 2, "file_name": "b.jpg", "width": 9, "height": 9}""",
            "", "annotations/instances_val.json");
        _folder.Images("images/a.jpg", "val/a.jpg", "val/b.jpg");

        new CocoDataset(_folder.PathOf("annotations/instances_val.json")).ImagePath(0).Should().Be(_folder.PathOf("val/a.jpg"));
    }

    [Theory]
    [InlineData(@"images\a.jpg", "images/a.jpg")]
    [InlineData(@"images\cam 1\a.jpg", "images/cam 1/a.jpg")]
    [InlineData(@"cam\a.jpg", "images/cam/a.jpg")]
    public void BackslashesInAName_AreSlashes(string name, string image)
    {
        Write($$"""{"id": 1, "file_name": {{System.Text.Json.JsonSerializer.Serialize(name)}}, "width": 100, "height": 50}""", "");
        _folder.Images(image);

        Open().ImagePath(0).Should().Be(_folder.PathOf(image));
        Open().GetAnnotation(0).Name.Should().Be(name.Replace('\\', '/'));
    }

    [Fact]
    public void Images_MayBeAbsentUntilOneIsRead_AndGiveTheSizeThatTheFileLacks()
    {
        Write("""{"id": 1, "file_name": "a.jpg", "width": 100, "height": 50}""", "");
        FluentActions.Invoking(() => Open().ReadImage(0)).Should().Throw<FileNotFoundException>().WithMessage("*a.jpg*missing*");

        Write("""{"id": 1, "file_name": "a.jpg"}""", """{"id": 1, "image_id": 1, "category_id": 3, "bbox": [0, 0, 50, 25]}""");
        FluentActions.Invoking(Open).Should().Throw<FileNotFoundException>().WithMessage("*a.jpg*missing*");

        _folder.Images("a.jpg");
        Open().GetAnnotation(0).Boxes.Should().ContainSingle().Which.Box.Should().Be(new Box(.25f, .25f, .5f, .5f));
    }

    [Fact]
    public void Splits_AreTheFilesBesideEachOther()
    {
        Write("""{"id": 1, "file_name": "a.jpg", "width": 1, "height": 1}""", "", "annotations/instances_train2017.json");
        Write("""{"id": 1, "file_name": "b.jpg", "width": 1, "height": 1}""", "", "annotations/instances_val2017.json");
        Write("""{"id": 1, "file_name": "c.jpg", "width": 1, "height": 1}""", "", "annotations/captions_val2017.json");
        Write("""{"id": 1, "file_name": "d.jpg", "width": 1, "height": 1}""", "", "all.json");
        var train = _folder.PathOf("annotations/instances_train2017.json");

        Name(Datasets.Open(train)).Should().Be("a.jpg");
        Name(Datasets.Open(train, "val")).Should().Be("b.jpg");
        Name(Datasets.Open(_folder.PathOf("all.json"))).Should().Be("d.jpg");
        FluentActions.Invoking(() => Datasets.Open(_folder.PathOf("all.json"), "val"))
            .Should().Throw<FileNotFoundException>("a file without a word for a split is one split, and not both train and val");
        Datasets.SplitsOf(train).Should().Equal("train", "val");
        FluentActions.Invoking(() => Datasets.Open(train, "test"))
            .Should().Throw<FileNotFoundException>().WithMessage("*no split 'test'; the splits here are: train, val.*");

        static string Name(FileDataset dataset) => dataset.GetAnnotation(0).Name;
    }

    [Theory]
    [InlineData("""{"id": 5, "image_id": 1, "category_id": 4, "bbox": [1, 1, 5, 5]}""",
        "*a.json(annotation 5): category_id 4 is not in 'categories'*")]
    [InlineData("""{"id": 5, "image_id": 2, "category_id": 3, "bbox": [1, 1, 5, 5]}""",
        "*a.json(annotation 5): image_id 2 is not in 'images'*")]
    [InlineData("""{"id": 5, "image_id": 1, "category_id": 3, "bbox": [1, 1, 5]}""", "*a.json(annotation 5): 'bbox' is not*")]
    [InlineData("""{"id": 5, "image_id": 1, "category_id": 3, "bbox": [100, 1, 5, 5]}""",
        "*a.json(annotation 5): bbox [[]100, 1, 5, 5] lies outside the image of 100x50*")]
    [InlineData("""{"id": "", "image_id": 1}""", "*a.json(3): $.annotations[[]0].id *")]
    [InlineData("""{"id": "x", "image_id": "y"}""", "*a.json(annotation x): image_id y is not in 'images'*")]
    [InlineData("}", "*a.json(3): *")]
    public void AWrongAnnotation_IsNamed(string annotation, string message)
    {
        Write("""{"id": 1, "file_name": "a.jpg", "width": 100, "height": 50}""", annotation);

        FluentActions.Invoking(Open)
            .Should().Throw<InvalidDataException>().WithMessage(message.Replace("[[]", "[", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("null", "*a.json: annotations[0] is null; remove it.")]
    [InlineData("""{"id": 5, "image_id": 1.5, "category_id": 3}""", "*a.json(3): $.annotations[0].image_id *'1.5' is not a whole number*")]
    [InlineData("""{"id": 5, "image_id": "1.5", "category_id": 3}""", "*a.json(3): $.annotations[0].image_id *'1.5' is not a whole*")]
    [InlineData("""{"id": 5, "image_id": 1, "bbox": [1, 1, 5, 5], "iscrowd": 0,}""", "*a.json(3): *a comma before the closing*")]
    [InlineData("""{"id": 5, "image_id": 1, "category_id": 3, "bbox": [.1, 1]}""", "*a.json(3): *'.' is an invalid start of a value.")]
    [InlineData("""{"id": 5, "image_id": 1, "category_id": 3, "bbox": ["1,5", 1, 5, 5]}""", "*a.json(3): $.annotations[0].bbox*")]
    [InlineData("""{"id": 5, "image_id": 1, "category_id": 3, "bbox": [0.1, 0.1, 0.5, 0.5]}""",
        "*a.json(annotation 5): 1 of the 1 box of this data set cannot be left, top, width and height in pixels*in fractions*")]
    public void AnItemOfAnotherKind_IsNamedWithoutTypesOfDotNet(string annotation, string message)
    {
        Write("""{"id": 1, "file_name": "a.jpg", "width": 100, "height": 50}""", annotation);

        FluentActions.Invoking(Open).Should().Throw<InvalidDataException>()
            .WithMessage(message).Which.Message.Should().NotContain("System.").And.NotContain("YoloV1.Data");
    }

    [Theory]
    [InlineData("""{"id": 1.0, "file_name": "a.jpg", "width": 100.0, "height": 50}""", """ "image_id": 1, "category_id": 3.0 """)]
    [InlineData("""{"id": "1", "file_name": "a.jpg", "width": "100", "height": 50}""", """ "image_id": "1", "category_id": "3" """)]
    [InlineData("""{"id": 1, "file_name": "a.jpg", "width": 100, "height": 50}""",
        """ "image_id": 1, "category_id": 3, "iscrowd": false """)]
    [InlineData("""{"id": "a", "file_name": "a.jpg", "width": 100, "height": 50}""", """ "image_id": "a", "category_id": 3 """)]
    [InlineData("""{"id": 1, "file_name": "a.jpg", "width": null, "height": null}""", """ "image_id": 1.0, "category_id": 3 """)]
    public void WhatCocosReaderTakes_IsRead(string image, string item)
    {
        Write(image, $$"""{"id": 5, "bbox": [0, 0, 50, 25], {{item}}}""");
        _folder.Images("a.jpg");

        var annotation = Open().GetAnnotation(0);

        annotation.Size.Should().Be(new ImageSize(100, 50));
        annotation.Boxes.Should().Equal(new LabeledBox(new Box(.25f, .25f, .5f, .5f), 0));
    }

    [Fact]
    public void ACrowd_MayBeTrue()
    {
        Write(
            """{"id": 1, "file_name": "a.jpg", "width": 100, "height": 50}""",
            """{"id": 5, "image_id": 1, "category_id": 3, "bbox": [1, 1, 5, 5], "iscrowd": true}""");

        Open().GetAnnotation(0).Boxes.Should().ContainSingle().Which.Crowd.Should().BeTrue();
    }

    [Fact]
    public void ACategoryWithoutName_IsNoHeadingOfThoseWithoutSupercategory()
    {
        _folder.Text("a.json", """{"images": [], "categories": [{"id": 1, "supercategory": "none"}, {"id": 2, "name": "cat"}]}""");

        FluentActions.Invoking(Open).Should().Throw<InvalidDataException>().WithMessage("*a.json: the 'categories' are wrong; *");
    }

    [Fact]
    public void AnIdThatStandsTwice_IsRefused()
    {
        Write("""{"id": 1, "file_name": "a.jpg", "width": 9, "height": 9},"""
            + """{"id": 1.0, "file_name": "b.jpg", "width": 9, "height": 9}""",
            """{"id": 5, "image_id": 2, "category_id": 3, "bbox": [1, 1, 5, 5]}""");
        FluentActions.Invoking(Open).Should().Throw<InvalidDataException>()
            .WithMessage("*a.json(image 1): image id 1 occurs twice, for 'a.jpg' and 'b.jpg'; *");

        _folder.Text("a.json", """{"images": [], "categories": [{"id": 1, "name": "a"}, {"id": 1, "name": "b"}]}""");
        FluentActions.Invoking(Open).Should().Throw<InvalidDataException>()
            .WithMessage("*a.json: category id 1 occurs twice, as 'a' and 'b'; *");
    }

    [Fact]
    public void NamesThatAreNumbers_AreRead()
    {
        _folder.Text(
            "a.json",
            """{"images": [{"id": 1, "file_name": "a.jpg", "width": 9, "height": 9}], "categories": [{"id": 1, "name": 7}]}""");

        Open().Classes.Should().Equal("7");
    }

    [Fact]
    public void ACategoryWithoutAName_IsNotWhatTheOthersBelongTo()
    {
        _folder.Text(
            "a.json",
            """{"images": [{"id": 1, "file_name": "a.jpg", "width": 9, "height": 9}],"""
            + """ "categories": [{"id": 1, "name": null, "supercategory": "none"}, {"id": 2, "name": "cat"}]}""");

        FluentActions.Invoking(() => Open()).Should().Throw<InvalidDataException>().WithMessage("*a.json: the 'categories' are wrong; *");
    }

    [Fact]
    public void BoxesThatCannotBeWhole_AreSaid()
    {
        Write(
            """{"id": 1, "file_name": "a.jpg", "width": 100, "height": 50}""",
            """{"id": 5, "image_id": 1, "category_id": 3, "bbox": [1, 1, 0, 5]},"""
            + """{"id": 6, "image_id": 1, "category_id": 3, "bbox": [90, 1, 20, 5]},"""
            + """{"id": 7, "image_id": 1, "category_id": 3, "bbox": [90, 1, 5, 1e-9]}""");

        var dataset = Open();

        dataset.GetAnnotation(0).Boxes.Should().ContainSingle();
        dataset.Warnings.Should().HaveCount(3);
        dataset.Warnings[0].Should().Match("*(annotation 5): bbox *no area and is left out*");
        dataset.Warnings[1].Should().Match("*(annotation 6): bbox *reaches outside 0..100 x 0..50*");
        dataset.Warnings[2].Should().Match("*(annotation 7): bbox *no area and is left out*");    // its edges are one number
    }

    [Fact]
    public void AFileOfAnotherKind_IsRefused()
    {
        _folder.Text("a.json", """[{"image_id": 1}]""").Text("b.json", """{"info": 1}""");

        FluentActions.Invoking(() => new CocoDataset(_folder.PathOf("a.json")))
            .Should().Throw<InvalidDataException>().WithMessage("*a.json(1): *");
        FluentActions.Invoking(() => new CocoDataset(_folder.PathOf("b.json")))
            .Should().Throw<InvalidDataException>().WithMessage("*b.json(1): 'images'*");
    }

    [Fact]
    public void AMessage_QuotesNoMoreOfAFileThanALineCanShow()
    {
        _folder.Text("a.json", $$"""{"images": [{{new string('n', 5000)}}]}""");

        FluentActions.Invoking(() => new CocoDataset(_folder.PathOf("a.json"))).Should().Throw<InvalidDataException>()
            .WithMessage("*a.json(1): $.images[[]0] is not *".Replace("[[]", "[", StringComparison.Ordinal)).Which.Message.Length
            .Should().BeLessThan(700);
    }

    private void Write(string images, string annotations, string name = "a.json") => _folder.Text(
        name, $"{{\"images\": [{images}],", $"\"categories\": [{Categories}],", $"\"annotations\": [{annotations}]}}");

    private CocoDataset Open() => new(_folder.PathOf("a.json"));
}
