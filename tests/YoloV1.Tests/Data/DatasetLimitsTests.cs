using YoloV1.Data;
using YoloV1.Imaging;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Tests.Data;

/// <summary>Which images of data sets are read.</summary>
public sealed class DatasetLimitsTests : IDisposable
{
    private static readonly ImageLimits OneMegapixel = new() { MaxMegapixels = 1 };

    private readonly VocFolder _voc = new VocFolder().Split("train", "a", "b").Image("a.png").Image("b.png", 1500, 1000)
        .Annotation("a", Object("cat", "1", "1", "20", "20"))
        .Annotation("b", head: "<size><width>1500</width><height>1000</height></size>");

    public void Dispose() => _voc.Dispose();

    [Fact]
    public void AnImageBeyondTheLimits_IsRefused_WhenItIsRead()
    {
        var whole = Datasets.Open(_voc.Root, "train", limits: OneMegapixel);

        foreach (var dataset in (IDetectionDataset[])
            [whole, new FilePart(whole, "part", [0, 1]), new VocDataset(_voc.Root, "train") { ImageLimits = OneMegapixel }])
        {
            dataset.ReadImage(0).Size.Should().Be(new ImageSize(100, 50));
            FluentActions.Invoking(() => dataset.ReadImage(1)).Should().Throw<ImageException>()
                .WithMessage("*b.png: 1500x1000 pixels are more than the 1 megapixels allowed*");
        }
        Datasets.Open(_voc.Root, "train").ReadImage(1).Size.Should().Be(new ImageSize(1500, 1000));
    }

    [Fact]
    public void ImagesOfClassFolders_HaveLimitsToo()
    {
        using var folder = new DataFolder().Images("cat/a.png").Image("dog/b.png", new RgbImage(new ImageSize(1500, 1000)));
        var dataset = new ClassFolderDataset(folder.Root) { ImageLimits = OneMegapixel };

        dataset.ReadImage(0).Size.Should().Be(new ImageSize(100, 50));
        FluentActions.Invoking(() => dataset.ReadImage(1)).Should().Throw<ImageException>().WithMessage("*more than the 1 megapixels*");
    }

    [Fact]
    public void ACheck_CountsImagesBeyondTheLimits_AsBroken()
    {
        Broken(null).Should().BeEmpty();
        Broken(OneMegapixel).Should().ContainSingle().Which.Message.Should().Contain("1 megapixels");

        IEnumerable<DataFault> Broken(ImageLimits? limits) =>
            DatasetCheck.Run(_voc.Root, limits: limits).Faults.Where(fault => fault.Kind == DataFaultKind.BrokenImage);
    }
}
