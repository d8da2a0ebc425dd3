using System.Text;
using CsCheck;
using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data;

/// <summary>Whole folders with damaged files in them: they are read with their faults named, or refused in one line.</summary>
public sealed class DatasetFuzzTests : IDisposable
{
    private static readonly Type[] Documented =
        [typeof(FileNotFoundException), typeof(DirectoryNotFoundException), typeof(ImageException), typeof(ArgumentException)];

    private readonly DataFolder _folder = new();

    public DatasetFuzzTests() => _folder.Images("a.png", "b.png");

    public static TheoryData<string, string> Files => new()
    {
        { "a.xml", LabelSeeds.Voc },
        { "a.txt", "0 0.5 0.5 0.2 0.4\n1 .1 .1 .1 .1\n0 0.1 0.1 0.9 0.1 0.5 0.9\n" },
        { "classes.txt", "dog\ncat\n" },
        { "train.txt", "./a.png\n" + @"C:\set\b.png" + "\n" },
        { "obj.data", "classes = 2\ntrain = data/train.txt\nvalid = val.txt\nnames = classes.txt\nbackup = backup/\n" },
        { "_annotations.coco.json", LabelSeeds.CocoOfWords },
        { "ImageSets/Main/train.txt", "a\nb.png 1\n" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void AFolder_IsReadOrRefused_WhateverTheBytesOfAFile(string name, string content)
    {
        var isVoc = name.StartsWith("ImageSets", StringComparison.Ordinal);
        if (isVoc)
            _folder.Text("a.xml", LabelSeeds.Voc).Text("b.xml", LabelSeeds.Voc);
        else if (name is not ("_annotations.coco.json" or "a.xml"))
            _folder.Text("classes.txt", "dog", "cat").Text("a.txt", "0 0.5 0.5 0.2 0.4").Text("train.txt", "./a.png");

        Fuzz.Damaged(Bytes(content)).Sample(bytes => Check(name, bytes), iter: Fuzz.Budget / 5, threads: 1);
    }

    [Fact]
    public void AFolder_IsReadOrRefused_WhateverTheValuesOfCoco() =>
        Fuzz.DamagedJson(LabelSeeds.CocoOfWords)
            .Sample(json => Check("_annotations.coco.json", Bytes(json)), iter: Fuzz.Budget / 5, threads: 1);

    /// <summary>Files of every format under the names that tools give them, each damaged, in one folder.</summary>
    [Fact]
    public void AFolder_IsReadOrRefused_WhateverFilesAreInIt()
    {
        var names = Gen.OneOfConst(
            "data.yaml", "b.yml", "obj.data", "classes.txt", "obj.names", "train.txt", "images/a.txt", "labels/a.txt", "a.xml",
            "Annotations/a.xml", "images/b.xml", "ImageSets/Main/train.txt", "instances_train.json", "_annotations.coco.json",
            "train/a.png", "train/a.txt");
        var contents = Gen.OneOf(
            Fuzz.DamagedText("train: train.txt\nval: images\nnames: [cat, dog]\n", "train", "images", "."),
            Fuzz.DamagedText(LabelSeeds.Voc, "name"),
            Fuzz.DamagedJson(LabelSeeds.Coco).Select(Bytes), Fuzz.DamagedText("train = train.txt\nnames = classes.txt\n", "images"),
            Fuzz.DamagedText("cat\ndog\n", "a"), Fuzz.DamagedText("images/a.png\na\n", ".."), Fuzz.DamagedText("0 .5 .5 .2 .2\n", "1"));
        Gen.Select(names, contents).Array[1, 4].Sample(
            files =>
            {
                using var folder = new DataFolder().Images("images/a.png", "b.png");
                foreach (var (name, bytes) in files)
                    Write(folder, name, bytes);
                Check(folder);
            },
            iter: Fuzz.Budget, threads: 1);
    }

    private void Check(string name, byte[] bytes)
    {
        Write(_folder, name, bytes);
        Check(_folder);
    }

    private static void Check(DataFolder folder)
    {
        Fuzz.ReadOrRefused(() => LabelFuzzTests.AreLines(DatasetCheck.Run(folder.Root, readImages: false).Faults), Documented);
        Fuzz.ReadOrRefused(
            () =>
            {
                foreach (var split in Datasets.SplitsOf(folder.Root))
                    Datasets.Open(folder.Root, split).Count.Should().BePositive();
            },
            Documented);
    }

    private static void Write(DataFolder folder, string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.PathOf(name))!);
        File.WriteAllBytes(folder.PathOf(name), bytes);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
