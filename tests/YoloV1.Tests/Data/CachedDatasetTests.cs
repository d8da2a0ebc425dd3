using YoloV1.Data;
using YoloV1.Imaging;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Tests.Data;

public sealed class CachedDatasetTests : IDisposable
{
    private static readonly ImageSize Input = ImageSize.Square(32);

    private readonly DataFolder _folder = new();

    public CachedDatasetTests() => _folder
        .Image("JPEGImages/a.png", TestImages.Coordinates(40, 30)).Image("JPEGImages/b.png", TestImages.Coordinates(100, 20))
        .Text("Annotations/a.xml", "<annotation>" + Object("dog", "1", "1", "9", "9") + "</annotation>")
        .Text("Annotations/b.xml", "<annotation>" + Object("dog", "1", "1", "9", "9") + "</annotation>")
        .Text("ImageSets/Main/train.txt", "a", "b");

    public void Dispose() => _folder.Dispose();

    public static TheoryData<ImageCache> Places => [ImageCache.Memory, ImageCache.Disk];

    [Theory]
    [MemberData(nameof(Places))]
    public void AnImage_ComesBackAsItIs_OrAtOneAndAHalfTimesTheInput(ImageCache place)
    {
        var cached = Cached(place);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            cached.ReadImage(0).Rgb.Should().Equal(TestImages.Coordinates(40, 30).Rgb);
            cached.ReadImage(1).Size.Should().Be(new ImageSize(48, 20), "each side has a limit of its own: the input is stretched too");
        }
        cached.GetAnnotation(1).Size.Should().Be(new ImageSize(100, 20));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void AnImageThatChanges_IsReadAnew(ImageCache place)
    {
        var cached = Cached(place);
        cached.ReadImage(0);

        _folder.Image("JPEGImages/a.png", new RgbImage(new ImageSize(40, 30)));

        cached.ReadImage(0).Rgb.Should().OnlyContain(color => color == 0);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void AnImageThatStays_IsNotDecodedAgain(ImageCache place)
    {
        var cached = Cached(place);
        var first = cached.ReadImage(0);
        var path = _folder.PathOf("JPEGImages/a.png");
        var (length, time) = (new FileInfo(path).Length, File.GetLastWriteTimeUtc(path));

        File.WriteAllBytes(path, new byte[length]);
        File.SetLastWriteTimeUtc(path, time);

        cached.ReadImage(0).Rgb.Should().Equal(first.Rgb, "its file is no image any more");
        FluentActions.Invoking(() => Cached(ImageCache.None).ReadImage(0)).Should().Throw<ImageException>();
    }

    [Fact]
    public void AFileOfTheCacheThatIsDamaged_IsWrittenAnew()
    {
        Cached(ImageCache.Disk).ReadImage(0);
        var file = Directory.EnumerateFiles(_folder.PathOf("cache")).Should().ContainSingle().Which;
        var whole = File.ReadAllBytes(file);

        foreach (var length in new[] { 0, 20, 32, whole.Length - 1 })
        {
            File.WriteAllBytes(file, whole[..length]);
            Cached(ImageCache.Disk).ReadImage(0).Rgb.Should().Equal(TestImages.Coordinates(40, 30).Rgb);
            File.ReadAllBytes(file).Should().Equal(whole);
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void WhatIsKept_StopsAtItsBound(ImageCache place)
    {
        var cached = Cached(place, maxBytes: 48 * 20 * 3 + 32);

        cached.ReadImage(0).Size.Should().Be(new ImageSize(40, 30));
        cached.ReadImage(1);

        var path = _folder.PathOf("JPEGImages/a.png");
        var (time, length) = (File.GetLastWriteTimeUtc(path), new FileInfo(path).Length);
        File.WriteAllBytes(path, new byte[length]);
        File.SetLastWriteTimeUtc(path, time);
        FluentActions.Invoking(() => cached.ReadImage(0)).Should().Throw<ImageException>("it was too large to be kept");
        if (place == ImageCache.Disk)
            Directory.EnumerateFiles(_folder.PathOf("cache")).Should().ContainSingle();
    }

    [Fact]
    public void Batches_AreTheSame_WithACacheOrWithout()
    {
        var shapes = new ShapesDataset(6, seed: 3, ImageSize.Square(48));

        Numbers(CachedDataset.InMemory(shapes, Input)).Should().Equal(Numbers(shapes));

        static List<float> Numbers(IDetectionDataset dataset)
        {
            var numbers = new List<float>();
            var loader = new BatchLoader(
                dataset, new() { InputSize = Input, Grid = new(4, 2, 3), BatchSize = 3, Augmentation = Augmentation.Modern });
            foreach (var epoch in new[] { 0, 1 })
            {
                foreach (var batch in loader.Epoch(epoch))
                    using (batch)
                        numbers.AddRange(batch.Images.data<float>());
            }
            return numbers;
        }
    }

    private IDetectionDataset Cached(ImageCache place, long maxBytes = CachedDataset.StandardBytes)
    {
        var dataset = new VocDataset(_folder.Root, "train");
        return place switch
        {
            ImageCache.None => dataset,
            ImageCache.Memory => CachedDataset.InMemory(dataset, Input, maxBytes),
            _ => CachedDataset.OnDisk(dataset, Input, _folder.PathOf("cache"), maxBytes),
        };
    }
}
