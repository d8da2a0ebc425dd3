using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data;

public sealed class ClassFolderDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_AreClassesInTheirOrder_AndImagesObjectsOfTheirSize()
    {
        Add("owl/b.png", 9, 5);
        Add("owl/more/a.png", 3, 4);
        Add("cat/c.png", 2, 2);
        Directory.CreateDirectory(_folder["empty"]);

        var images = new ClassFolderDataset(_folder[""]);

        ClassFolderDataset.Recognizes(_folder[""]).Should().BeTrue();
        images.Classes.Should().Equal("cat", "owl");
        Enumerable.Range(0, images.Count).Select(images.GetAnnotation).Should().BeEquivalentTo(new[]
        {
            new Annotation(Path.Combine("cat", "c.png"), new(2, 2), [new(new(0.5f, 0.5f, 1, 1), 0)]),
            new Annotation(Path.Combine("owl", "b.png"), new(9, 5), [new(new(0.5f, 0.5f, 1, 1), 1)]),
            new Annotation(Path.Combine("owl", "more", "a.png"), new(3, 4), [new(new(0.5f, 0.5f, 1, 1), 1)]),
        }, options => options.WithStrictOrdering());
        images.ReadImage(1).Size.Should().Be(new ImageSize(9, 5));
        new ClassFolderDataset(_folder[""], new ClassNames(["owl", "dog", "cat"])).GetAnnotation(0).Boxes[0].ClassId.Should().Be(2);
    }

    [Fact]
    public void ImagesOfFormatsThatAreNotRead_AreNamed()
    {
        Add("owl/b.png", 9, 5);
        Add("cat/c.png", 2, 2);
        File.WriteAllText(_folder["cat/d.heic"], "");

        new ClassFolderDataset(_folder[""]).Warnings.Should().ContainSingle()
            .Which.Should().Match("*d.heic: the image format .heic is not supported; *");
    }

    [Fact]
    public void FoldersThatAreNoClasses_AreRefused()
    {
        Add("cat/a.png", 2, 2);
        FluentActions.Invoking(() => new ClassFolderDataset(_folder["none"])).Should().Throw<DirectoryNotFoundException>();
        FluentActions.Invoking(() => new ClassFolderDataset(_folder[""]))
            .Should().Throw<InvalidDataException>().WithMessage("*1 of its folders have images; a classifier needs at least two*");
        Add("dog/a.png", 2, 2);
        FluentActions.Invoking(() => new ClassFolderDataset(_folder[""], new ClassNames(["cat", "owl"])))
            .Should().Throw<InvalidDataException>().WithMessage("*'dog' is not one of the classes cat, owl*");
    }

    [Fact]
    public void VocFolder_IsNotTakenForClasses()
    {
        using var voc = new VocFolder();
        Directory.CreateDirectory(Path.Combine(voc.Root, "SegmentationClass"));
        foreach (var folder in new[] { "JPEGImages", "SegmentationClass" })
            ImageFile.WritePng(new RgbImage(new ImageSize(2, 2)), Path.Combine(voc.Root, folder, "a.png"));
        ClassFolderDataset.Recognizes(voc.Root).Should().BeFalse();
    }

    private void Add(string name, int width, int height)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        ImageFile.WritePng(new RgbImage(new ImageSize(width, height)), _folder[name]);
    }
}
