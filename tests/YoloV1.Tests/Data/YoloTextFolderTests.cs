using YoloV1.Data;

namespace YoloV1.Tests.Data;

public sealed class YoloTextFolderTests : IDisposable
{
    private static readonly ClassNames Classes = new(["cat", "dog"]);

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Labels_LieBesideTheImages()
    {
        _folder.Images("a.png", "b.JPG", "more/c.png").Text("a.txt", "1 0.5 0.5 0.2 0.4").Text("more/c.txt", "0 .5 .5 1 1")
            .Text("classes.txt", "cat", "dog");

        var dataset = new YoloTextDataset(_folder.Root, ClassNames.FromFile(_folder.PathOf("classes.txt")));

        dataset.Classes.Should().Equal("cat", "dog");
        Enumerable.Range(0, dataset.Count).Select(index => dataset.GetAnnotation(index).Name)
            .Should().Equal("a.png", "b.JPG", "more/c.png");
        dataset.GetAnnotation(0).Boxes.Should().Equal(new LabeledBox(new Box(.5f, .5f, .2f, .4f), 1));
        dataset.GetAnnotation(1).Boxes.Should().BeEmpty();
        dataset.GetAnnotation(2).Boxes.Should().ContainSingle();
        dataset.ReadImage(0).Size.Should().Be(new ImageSize(100, 50));
    }

    [Theory]
    [InlineData("set")]
    [InlineData("set/images")]
    public void Labels_LieInAFolderOfTheirOwn(string given)
    {
        _folder.Images("set/images/a.png", "set/images/b.png").Text("set/labels/a.txt", "1 0.5 0.5 0.2 0.4");

        var dataset = new YoloTextDataset(_folder.PathOf(given), Classes);

        dataset.Count.Should().Be(2);
        dataset.GetAnnotation(0).Boxes.Should().ContainSingle();
        dataset.GetAnnotation(1).Boxes.Should().BeEmpty();
    }

    [Fact]
    public void Labels_LieBesideTheImages_InAFolderNamedImagesToo()
    {
        _folder.Images("images/a.png").Text("images/a.txt", "1 0.5 0.5 0.2 0.4");

        new YoloTextDataset(_folder.PathOf("images"), Classes).GetAnnotation(0).Boxes.Should().ContainSingle();
    }

    [Fact]
    public void WhatIsWrong_IsNamed()
    {
        _folder.Images("bare/a.png", "ids/a.png").Text("ids/a.txt", "0 .5 .5 .1 .1", "2 .5 .5 .1 .1").Text("empty/classes.txt", "cat");

        Opening("nowhere").Should().Throw<DirectoryNotFoundException>().WithMessage("*nowhere: there is no such folder;*");
        Opening("empty").Should().Throw<FileNotFoundException>().WithMessage("*empty: there is no image in this folder;*");
        Opening("bare").Should().Throw<FileNotFoundException>().WithMessage("*bare: none of its 1 images has a label;*");
        Opening("ids").Should().Throw<InvalidDataException>().WithMessage("*a.txt(2): class 2 is outside 0..1;*");
    }

    private Func<YoloTextDataset> Opening(string name) => () => new YoloTextDataset(_folder.PathOf(name), Classes);
}
