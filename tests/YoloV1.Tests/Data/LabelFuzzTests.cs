using System.Text;
using CsCheck;
using YoloV1.Data;
using YoloV1.Imaging;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Tests.Data;

/// <summary>Damaged labels, lists and data files: each is read, or refused in one clear line.</summary>
public sealed class LabelFuzzTests : IDisposable
{
    private const string Voc = """
        <annotation>
          <folder>VOC2007</folder><filename>a.png</filename>
          <size><width>100</width><height>50</height><depth>3</depth></size>
          <object><name>cat</name><pose>Left</pose><truncated>1</truncated><difficult>0</difficult>
            <bndbox><xmin>1</xmin><ymin>2</ymin><xmax>40</xmax><ymax>30.5</ymax></bndbox></object>
          <object><name>dog</name><difficult>1</difficult><iscrowd>0</iscrowd>
            <bndbox><xmin>10</xmin><ymin>5</ymin><xmax>100</xmax><ymax>50</ymax></bndbox></object>
        </annotation>
        """;

    private const string Coco = """
        {"info": {"year": 2017}, "images": [{"id": 7, "file_name": "a.png", "width": 100, "height": 50},
          {"id": 9, "file_name": "b.png", "width": 100, "height": 50}],
         "categories": [{"id": 1, "name": "cat", "supercategory": "none"}, {"id": 3, "name": "dog", "supercategory": "cat"}],
         "annotations": [{"id": 1, "image_id": 7, "category_id": 3, "bbox": [1.5, 2, 10.25, 20], "area": 150.5, "iscrowd": 1,
                           "segmentation": {"counts": [1]}},
                         {"id": 2, "image_id": 9, "category_id": 3, "bbox": [5, 0, 1e1, 9], "iscrowd": 0, "difficult": 1}]}
        """;

    private static readonly ClassNames Classes = new(["cat", "dog"]);
    private static readonly Type[] Documented = [typeof(FileNotFoundException), typeof(ImageException)];

    private readonly DataFolder _folder = new DataFolder().Images("a.png", "images/a.png", "images/b.png");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void VocAnnotations_AreReadOrRefused() => Fuzz.DamagedText(Voc, "name", "object", "bndbox", "annotation", "filename").Sample(
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
        Gen.OneOf(Fuzz.DamagedJson(Coco).Select(Bytes), Fuzz.Damaged(Bytes(Coco))).Sample(
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

    /// <summary>Files of every format under the names that tools give them, each damaged, in one folder.</summary>
    [Fact]
    public void FoldersOfAnyLayout_AreReadOrRefused()
    {
        var names = Gen.OneOfConst(
            "data.yaml", "b.yml", "obj.data", "classes.txt", "obj.names", "train.txt", "images/a.txt", "labels/a.txt", "a.xml",
            "Annotations/a.xml", "images/b.xml", "ImageSets/Main/train.txt", "instances_train.json", "_annotations.coco.json",
            "train/a.png", "train/a.txt");
        var contents = Gen.OneOf(
            Fuzz.DamagedText("train: train.txt\nval: images\nnames: [cat, dog]\n", "train", "images", "."),
            Fuzz.DamagedText(Voc, "name"),
            Fuzz.DamagedJson(Coco).Select(Bytes), Fuzz.DamagedText("train = train.txt\nnames = classes.txt\n", "images"),
            Fuzz.DamagedText("cat\ndog\n", "a"), Fuzz.DamagedText("images/a.png\na\n", ".."), Fuzz.DamagedText("0 .5 .5 .2 .2\n", "1"));
        Gen.Select(names, contents).Array[1, 4].Sample(
            files =>
            {
                using var folder = new DataFolder().Images("images/a.png", "b.png");
                foreach (var (name, bytes) in files)
                    Write(folder, name, bytes);
                Fuzz.ReadOrRefused(
                    () =>
                    {
                        foreach (var split in Datasets.SplitsOf(folder.Root))
                            Datasets.Open(folder.Root, split).Count.Should().BePositive();
                    },
                    [.. Documented, typeof(ArgumentException)]);
                Fuzz.ReadOrRefused(
                    () => AreLines(DatasetCheck.Run(folder.Root, readImages: false).Faults),
                    [.. Documented, typeof(ArgumentException), typeof(DirectoryNotFoundException)]);
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

    private static void AreLines(IEnumerable<DataFault> faults)
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

    private string Write(string name, byte[] bytes) => Write(_folder, name, bytes);

    private static string Write(DataFolder folder, string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.PathOf(name))!);
        File.WriteAllBytes(folder.PathOf(name), bytes);
        return folder.PathOf(name);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
