using YoloV1.Data;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Tests.Data;

public sealed class VocDatasetTests : IDisposable
{
    private readonly VocFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Boxes_ReachFromTheLowCornerLessOneToTheHighCorner()
    {
        _folder.Split("train", "a")
            .Annotation("a", Object("dog", "11", "21", "60", "40", difficult: 1) + Object("cat", "1", "1", "100", "50"));

        var dataset = new VocDataset(_folder.Root, "train");

        var annotation = dataset.GetAnnotation(0);
        annotation.Should().BeEquivalentTo(new { Name = "a", Size = new ImageSize(100, 50) });
        annotation.Boxes.Should().Equal(
            new LabeledBox(Box.FromPixels(10, 20, 60, 40, annotation.Size), 1, Difficult: true),
            new LabeledBox(new Box(0.5f, 0.5f, 1, 1), 0));
        dataset.Warnings.Should().BeEmpty();
    }

    [Fact]
    public void Classes_AreThoseOfAllAnnotationsInOrdinalOrder_SoThatSplitsAgree()
    {
        _folder.Split("train", "a").Split("val", "b").Annotation("a", Object("dog", "1", "1", "9", "9"))
            .Annotation("b", Object("Cat", "1", "1", "9", "9"));

        new VocDataset(_folder.Root, "train").Classes.Should().Equal("Cat", "dog");
        new VocDataset(_folder.Root, "val").Classes.Should().Equal("Cat", "dog");
    }

    [Fact]
    public void Split_TakesTheNamesOfAListOfOneClass()
    {
        _folder.Split("dog_train", "a  1", "b -1", "").Annotation("a", Object("dog", "1", "1", "9", "9")).Annotation("b");

        var dataset = new VocDataset(_folder.Root, "dog_train");

        Enumerable.Range(0, dataset.Count).Select(index => dataset.GetAnnotation(index).Name).Should().Equal("a", "b");
        dataset.GetAnnotation(1).Boxes.Should().BeEmpty("an image without objects is an image");
    }

    [Fact]
    public void ABoxWithoutExtent_IsLeftOutWithAWarning()
    {
        _folder.Split("train", "a").Annotation("a", Object("dog", "20", "5", "20", "9") + Object("dog", "1", "1", "9", "9"));

        var dataset = new VocDataset(_folder.Root, "train");

        dataset.GetAnnotation(0).Boxes.Should().ContainSingle();
        dataset.Warnings
            .Should().ContainSingle().Which.Should().Match($"{_folder.AnnotationPath("a")}(3): box (20, 5)..(20, 9) *left out*");
    }

    [Fact]
    public void ABoxPartlyOutside_IsClippedWithAWarning()
    {
        _folder.Split("train", "a").Annotation("a", Object("dog", "81", "-9", "120", "25"));

        var dataset = new VocDataset(_folder.Root, "train");

        var (x1, y1, x2, y2) = dataset.GetAnnotation(0).Boxes[0].Box.ToPixels(new ImageSize(100, 50));
        new[] { x1, y1, x2, y2 }.Zip([80f, 0, 100, 25]).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-3);
        dataset.Warnings.Should().ContainSingle().Which.Should().Match($"{_folder.AnnotationPath("a")}(3): *1..100 x 1..50*clipped.");
    }

    [Theory]
    [InlineData("<object><name>dogg</name></object>", "class 'dogg' is not one of: cat, dog.*")]
    [InlineData("<object><name>dog</name></object>", "the object has no <bndbox>*")]
    [InlineData("<object></object>", "the object has no <name>*")]
    [InlineData("<object><name>dog</name><bndbox><xmin>x</xmin></bndbox></object>", "*<ymin>*|*xmin 'x' is not a number*")]
    [InlineData("<object><name>dog</name><bndbox><xmin>101</xmin><ymin>1</ymin><xmax>120</xmax><ymax>9</ymax></bndbox></object>",
        "*outside the image of 100x50*")]
    [InlineData("<object><name>dog</name><bndbox><xmin>1,5</xmin><ymin>1</ymin><xmax>20</xmax><ymax>9</ymax></bndbox></object>",
        "xmin '1,5' is not a number;*decimal point*")]
    [InlineData("<object><name>dog</name>", "*not well-formed XML*")]
    public void AWrongAnnotation_IsNamedWithItsLine(string content, string message)
    {
        _folder.Split("train", "a").Annotation("a", "\n" + content);

        var error = FluentActions.Invoking(() => new VocDataset(_folder.Root, "train", new(["cat", "dog"])))
            .Should().Throw<InvalidDataException>().Which;

        error.Message.Should().MatchRegex(@"a\.xml\([45]\): ");
        message.Split('|')
            .Should().Contain(pattern => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression("*" + pattern, error.Message, true));
    }

    [Theory]
    [InlineData("a.png", "")]
    [InlineData("a.JPEG", "")]
    [InlineData("other.JPG", "<filename>other.jpg</filename>")]
    [InlineData("other.png", "<filename>other.png</filename>")]
    [InlineData("a.jpeg", "<filename>gone.jpg</filename>")]
    public void Image_IsFoundByFileNameOrByName_AndGivesTheSizeThatTheAnnotationLacks(string fileName, string head)
    {
        _folder.Split("train", "a").Image(fileName, 40, 30)
            .Annotation("a", Object("dog", "1", "1", "20", "15"), head + "<size><width>0</width></size>");

        var dataset = new VocDataset(_folder.Root, "train");

        dataset.GetAnnotation(0).Size.Should().Be(new ImageSize(40, 30));
        dataset.ReadImage(0).Size.Should().Be(new ImageSize(40, 30));
    }

    [Fact]
    public void ACrowd_IsReadFromTheElementThatConvertingWrites()
    {
        _folder.Split("train", "a")
            .Annotation(
                "a", Object("dog", "1", "1", "9", "9").Replace("<bndbox>", "<iscrowd>1</iscrowd><bndbox>", StringComparison.Ordinal));

        new VocDataset(_folder.Root, "train").GetAnnotation(0).Boxes.Should().ContainSingle().Which.Crowd.Should().BeTrue();
    }

    [Theory]
    [InlineData("<annotation xmlns='http://example.org/voc'>", "</annotation>")]
    [InlineData("<v:annotation xmlns:v='http://example.org/voc' xmlns='http://example.org/other'>", "</v:annotation>")]
    [InlineData("<Annotation>", "</Annotation>")]
    public void AnAnnotationInANamespace_HasItsObjects(string start, string end)
    {
        _folder.Split("train", "a");
        File.WriteAllText(
            _folder.AnnotationPath("a"),
            start + "<size><width>100</width><height>50</height></size>" + Object("dog", "1", "1", "50", "25", difficult: 1) + end);

        var dataset = new VocDataset(_folder.Root, "train");

        dataset.Classes.Should().Equal("dog");
        dataset.GetAnnotation(0).Size.Should().Be(new ImageSize(100, 50));
        dataset.GetAnnotation(0).Boxes.Should().Equal(new LabeledBox(new Box(.25f, .25f, .5f, .5f), 0, Difficult: true));
    }

    [Theory]
    [InlineData("<html xmlns='http://www.w3.org/1999/xhtml'><body>Sign in</body></html>", "*a.xml(1): <html> is not a Pascal VOC*")]
    [InlineData("<annotations><image id='0' name='a.jpg'/></annotations>", "*a.xml(1): <annotations> is not a Pascal VOC*")]
    public void XmlOfAnotherKind_IsABrokenLabel(string text, string message)
    {
        _folder.Split("train", "a");
        File.WriteAllText(_folder.AnnotationPath("a"), text);

        FluentActions.Invoking(() => new VocDataset(_folder.Root, "train", new(["dog"])))
            .Should().Throw<InvalidDataException>().WithMessage(message);
    }

    [Fact]
    public void FlagsWithACapital_AreFlags()
    {
        _folder.Split("train", "a").Annotation(
            "a", Object("dog", "1", "1", "9", "9", difficult: 1).Replace("difficult>", "Difficult>", StringComparison.Ordinal));

        new VocDataset(_folder.Root, "train").GetAnnotation(0).Boxes.Should().ContainSingle().Which.Difficult.Should().BeTrue();
    }

    [Fact]
    public void TheNameOfAnImage_MayHaveFoldersOfWindowsBeforeIt()
    {
        _folder.Split("train", "a").Image("other.jpg")
            .Annotation("a", Object("dog", "1", "1", "9", "9"), @"<filename>C:\data\other.jpg</filename>");

        new VocDataset(_folder.Root, "train").ReadImage(0).Size.Should().Be(new ImageSize(100, 50));
    }

    [Fact]
    public void WhatIsMissing_IsNamed()
    {
        _folder.Split("train", "a").Split("val", "b").Annotation("a", Object("dog", "1", "1", "9", "9"));

        Opening("test").Should().Throw<FileNotFoundException>().WithMessage("*no split 'test'; the splits here are: train, val.");
        Opening("val").Should().Throw<FileNotFoundException>().WithMessage("*b.xml: *");
        FluentActions.Invoking(() => new VocDataset(_folder.Root, "train").ReadImage(0))
            .Should().Throw<FileNotFoundException>().WithMessage("*a.jpg*missing*");
        FluentActions.Invoking(() => new VocDataset("nowhere", "train"))
            .Should().Throw<DirectoryNotFoundException>().WithMessage("nowhere*JPEGImages*");

        Action Opening(string split) => () => _ = new VocDataset(_folder.Root, split);
    }
}
