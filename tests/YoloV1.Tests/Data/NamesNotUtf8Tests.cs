using YoloV1.Data;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Tests.Data;

/// <summary>Names that cannot be read: what has one is passed over, and told of.</summary>
public sealed class NamesNotUtf8Tests : IDisposable
{
    private const string Told = "*caf\ufffd*: this name is not UTF-8, so the file is skipped; rename it.";

    private readonly DataFolder _folder = new DataFolder().Images("images/a.png", "images/b.png");

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void TextLabels_PassOverImagesAndFolders()
    {
        _folder.Images("more/c.png").Text("labels/a.txt", "0 .5 .5 .2 .2").Text("data.yaml", "train: images", "names: [cat]");
        using var copy1 = NotUtf8.Copy(_folder.PathOf("images/a.png"), _folder.PathOf("images"), ".png");
        using var copy2 = NotUtf8.Copy(_folder.PathOf("more"), _folder.PathOf("images"), "");
        using var copy3 = NotUtf8.Copy(_folder.PathOf("data.yaml"), _folder.Root, ".yaml");

        foreach (var dataset in (FileDataset[])
            [Datasets.Open(_folder.Root, "train"), new YoloTextDataset(_folder.PathOf("images"), new(["cat"]))])
        {
            dataset.Count.Should().Be(2);
            dataset.Warnings.Should().HaveCount(2).And.AllSatisfy(line => line.Should().Match(Told));
        }
        DatasetCheck.Run(_folder.Root).Faults.Where(fault => fault.Kind == DataFaultKind.NameNotUtf8).Should().HaveCount(2);
    }

    [SkippableFact]
    public void PascalVoc_PassesOverAnnotationsWithoutLists()
    {
        using var voc = new VocFolder();
        voc.Image("a.png").Annotation("a", Object("cat", "1", "1", "20", "20"));
        Directory.Delete(Path.Combine(voc.Root, "ImageSets"), recursive: true);
        using var copy4 = NotUtf8.Copy(voc.AnnotationPath("a"), Path.Combine(voc.Root, "Annotations"), ".xml");
        using var copy5 = NotUtf8.Copy(Path.Combine(voc.Root, "JPEGImages", "a.png"), Path.Combine(voc.Root, "JPEGImages"), ".png");

        var dataset = Datasets.Open(voc.Root);

        dataset.Count.Should().Be(1);
        dataset.Warnings.Should().ContainSingle().Which.Should().Match(Told);
        DatasetCheck.Run(voc.Root).Faults.Where(fault => fault.Kind == DataFaultKind.NameNotUtf8).Should().HaveCount(2);
    }

    [SkippableFact]
    public void ClassFolders_PassOverImagesAndClasses()
    {
        _folder.Images("cat/a.png", "dog/b.png");
        Directory.Delete(_folder.PathOf("images"), recursive: true);
        using var copy6 = NotUtf8.Copy(_folder.PathOf("cat/a.png"), _folder.PathOf("cat"), ".png");
        using var copy7 = NotUtf8.Copy(_folder.PathOf("cat"), _folder.Root, "");

        var dataset = new ClassFolderDataset(_folder.Root);

        dataset.Classes.Should().Equal("cat", "dog");
        dataset.Count.Should().Be(2);
        dataset.Warnings.Should().HaveCount(2).And.AllSatisfy(line => line.Should().Match(Told));
    }

    [Fact]
    public void ANameWithAReplacementCharacterOfItsOwn_IsRead()
    {
        _folder.Images("images/caf\ufffd.png").Text("labels/a.txt", "0 .5 .5 .2 .2");

        var dataset = new YoloTextDataset(_folder.PathOf("images"), new(["cat"]));

        dataset.Count.Should().Be(3);
        dataset.Warnings.Should().BeEmpty();
    }
}
