using System.Text;
using CsCheck;
using YoloV1.Data;
using YoloV1.Imaging;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Tests.Data;

/// <summary>Damaged labels, lists and data files, each with its own reader: it is read, or refused in one clear line.</summary>
public sealed class LabelFuzzTests : IDisposable
{
    private static readonly ClassNames Classes = new(["cat", "dog"]);
    private static readonly Type[] Documented = [typeof(FileNotFoundException), typeof(ImageException)];

    private readonly DataFolder _folder = new DataFolder().Images("a.png", "images/a.png", "images/b.png");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void VocAnnotations_AreReadOrRefused() => Fuzz.DamagedText(
        LabelSeeds.Voc, "name", "object", "bndbox", "annotation", "filename").Sample(
        bytes =>
        {
            var path = Write("fuzz.xml", bytes);
            Fuzz.ReadOrRefused(() =>
            {
                var annotation = VocAnnotation.Open(path, new(strict: true));
                _ = (annotation!.FileName, annotation.Size, annotation.ClassesOfObjects.Count());
                Check(annotation.ReadBoxes(Classes, new(100, 50), new(BoxMeaning.CornersInPixels)));
                annotation.ReadObjects().Where(item => item.Class.Length == 0).Should().BeEmpty();
            });
            ReadAll(faults => VocAnnotation.Open(path, faults)?.ReadBoxes(Classes, new(100, 50), new(BoxMeaning.CornersInPixels)));
        },
        iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void CocoFiles_AreReadOrRefused() =>
        Gen.OneOf(Fuzz.DamagedJson(LabelSeeds.Coco).Select(Bytes), Fuzz.Damaged(Bytes(LabelSeeds.Coco))).Sample(
            bytes =>
            {
                var path = Write("fuzz.json", bytes);
                Fuzz.ReadOrRefused(
                    () =>
                    {
                        var dataset = new CocoDataset(path, _folder.Root);
                        for (var i = 0; i < dataset.Count; i++)
                            Check(dataset.GetAnnotation(i).Boxes);
                    },
                    Documented);
                Fuzz.ReadOrRefused(() => ReadAll(faults =>
                {
                    var source = new CocoSource(path, _folder.Root);
                    return source.Read(source.Splits[0], source.Classes, faults).SelectMany(entry => entry.Annotation.Boxes);
                }));
            },
            iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void TextLabels_AreReadOrRefused() =>
        Fuzz.DamagedText("0 0.5 0.5 0.25 0.5\n1 .1 0.2 1e-1 0.2\r\n1 0.1 0.1 0.2 0.1 0.3 0.4\n\n", "2", "1.5", "0.999").Sample(
            bytes =>
            {
                var path = Write("fuzz.txt", bytes);
                foreach (var points in new[] { 0, 6 })
                {
                    YoloLabel Label(int second, FaultLog faults) =>
                        new([0, second], Classes, new(100, 50), points, faults, new(BoxMeaning.CentreInFractions));
                    Fuzz.ReadOrRefused(() => Check(Label(1, new(strict: true)).Read(path)));
                    ReadAll(faults => Label(-1, faults).Read(path));
                }
            },
            iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void ClassNameFiles_AreReadOrRefused() => Fuzz.DamagedText("cat\ndog\r\n\ntraffic light\n犬\n", "cat").Sample(
        bytes => Fuzz.ReadOrRefused(() =>
            ClassNames.FromFile(Write("fuzz.names", bytes)).Should().OnlyContain(name => name.Trim().Length > 0)),
        iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void DarknetDataFiles_AreReadOrRefused()
    {
        _folder.Text("obj.names", "cat", "dog").Text("train.txt", "images/a.png");
        Fuzz.DamagedText("classes = 2\ntrain  = train.txt\nvalid = data/train.txt\nnames = obj.names\nbackup = backup/\n", "images", ".")
            .Sample(
                bytes => Fuzz.ReadOrRefused(
                    () =>
                    {
                        var source = DarknetLayoutOf(Write("fuzz.data", bytes));
                        foreach (var split in source.Splits)
                            source.Read(split, Classes, new(strict: false)).Count.Should().BeInRange(0, 3);
                    },
                    Documented),
                iter: Fuzz.Budget, threads: 1);
    }

    [Fact]
    public void ListsOfImages_AreReadOrRefused()
    {
        _folder.Text("data.yaml", "train: fuzz.txt", "names: [cat, dog]");
        Fuzz.DamagedText("./images/a.png\nimages/b.png\r\n/home/me/set/images/a.png\nimages\\b.png\n", "..", "/", ".png").Sample(
            bytes =>
            {
                Write("fuzz.txt", bytes);
                Fuzz.ReadOrRefused(() => new YoloTextDataset(_folder.PathOf("data.yaml"), "train").Count.Should().BePositive(), Documented);
            },
            iter: Fuzz.Budget, threads: 1);
    }

    [Fact]
    public void ListsOfPascalVoc_AreReadOrRefused()
    {
        using var voc = new VocFolder();
        voc.Image("a.png").Image("b c.png").Annotation("a", Object("cat", "1", "1", "20", "20")).Annotation("b c");
        Fuzz.DamagedText("a\nb c\r\na  1\nb c -1\nJPEGImages/a.png\n", "..", "/", ".xml").Sample(
            bytes =>
            {
                File.WriteAllBytes(Path.Combine(voc.Root, "ImageSets", "Main", "train.txt"), bytes);
                Fuzz.ReadOrRefused(() => new VocDataset(voc.Root, "train").Count.Should().BePositive(), Documented);
            },
            iter: Fuzz.Budget, threads: 1);
    }

    private static YoloTextSource DarknetLayoutOf(string path) => DarknetLayout.OpenFile(path);

    // With a log that takes all faults a reader goes on to the end.
    private static void ReadAll(Func<FaultLog, IEnumerable<LabeledBox>?> read)
    {
        var faults = new FaultLog(strict: false);
        Check(read(faults) ?? []);
        AreLines(faults.Faults);
    }

    internal static void AreLines(IEnumerable<DataFault> faults)
    {
        foreach (var fault in faults.Select(fault => fault.ToString()))
            if (fault.Length is < 20 or > 1000 || fault.AsSpan().ContainsAny('\n', '\r'))
                throw new InvalidOperationException($"This is no line: {fault}");
    }

    private static void Check(IEnumerable<LabeledBox> boxes)
    {
        foreach (var (box, classId, _, _) in boxes)
            if (classId is < 0 or > 1 || !(box.Width > 0 && box.Height > 0 && box.Left >= -1e-5 && box.Right <= 1 + 1e-5
                && box.Top >= -1e-5 && box.Bottom <= 1 + 1e-5))
                throw new InvalidOperationException($"{box} of class {classId} is no box on the image.");
    }

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.PathOf(name), bytes);
        return _folder.PathOf(name);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
