using System.Diagnostics;
using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data;

public sealed class YoloTextDatasetTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Labels_LieBesideTheImages_AndAnImageWithoutOneHasNoObjects()
    {
        Yaml("train: images/train", "names: [cat, dog]");
        _folder.Images("images/train/a.png", "images/train/sub/b.JPG")
            .Text("labels/train/a.txt", "1 0.5 0.5 0.2 0.4", "", "0 .1 .2 .05 .06");

        var dataset = Open("train");

        dataset.Classes.Should().Equal("cat", "dog");
        dataset.GetAnnotation(0).Should().BeEquivalentTo(new { Name = "images/train/a.png", Size = new ImageSize(100, 50) });
        dataset.GetAnnotation(0).Boxes
            .Should().Equal(new LabeledBox(new Box(.5f, .5f, .2f, .4f), 1), new LabeledBox(new Box(.1f, .2f, .05f, .06f), 0));
        dataset.GetAnnotation(1).Name.Should().Be("images/train/sub/b.JPG");
        dataset.GetAnnotation(1).Boxes.Should().BeEmpty();
        dataset.ReadImage(1).Size.Should().Be(new ImageSize(100, 50));
        dataset.Count.Should().Be(2);
    }

    [Theory]
    [InlineData("names: [cat, dog, owl]")]
    [InlineData("names: {0: cat, 1: dog, 2: owl}")]
    [InlineData("names:\n  2: owl\n  0: cat\n  1: dog")]
    [InlineData("names:\n- cat\n- 'dog'\n- owl")]
    public void Names_AreAListOrAMap(string names)
    {
        Yaml("train: images", names);
        _folder.Images("images/a.png");

        Open("train").Classes.Should().Equal("cat", "dog", "owl");
    }

    [Fact]
    public void ASplit_IsAFolder_AListOfFolders_OrAListFile()
    {
        Yaml(
            "path: base", "train: [one/images, two/images]", "val: val.txt", "test: one/images", "extra: val.txt", "names: [cat]", "nc: 1");
        _folder.Images("base/one/images/a.png", "base/two/images/b.png", "base/c.png")
            .Text("base/val.txt", "one/images/a.jpg", "", "./c.PNG").Text("base/c.txt", "0 .5 .5 1 1");

        Names("train").Should().Equal("one/images/a.png", "two/images/b.png");
        Names("val").Should().Equal(["one/images/a.png", "c.png"], "an extension may be another, or in other letters");
        Open("val").GetAnnotation(1).Boxes.Should().ContainSingle("without a folder 'images' the label lies beside the image");
        Datasets.SplitsOf(_folder.PathOf("data.yaml")).Should().Equal("train", "val", "test", "extra");

        IEnumerable<string> Names(string split)
        {
            var dataset = Open(split);
            return Enumerable.Range(0, dataset.Count).Select(index => dataset.GetAnnotation(index).Name);
        }
    }

    [Fact]
    public void AnExportsPathThatLeadsOneFolderTooHigh_IsTakenFromTheFile()
    {
        Yaml("train: ../train/images", "names: [cat]");
        _folder.Images("train/images/a.png");

        Open("train").GetAnnotation(0).Name.Should().Be("train/images/a.png");
    }

    [Theory]
    [InlineData("kpt_shape: [2, 2]", "0 .5 .5 .2 .4 .1 .1 .9 .9")]
    [InlineData("kpt_shape: [2, 3]", "0 .5 .5 .2 .4 .1 .1 2 .9 .9 0")]
    [InlineData("kpt_shape: [1, 2]", "0 .5 .5 .2 .4 .1 .1")]
    [InlineData("kpt_shape: [1, 2]", "0 .5 .5 .2 .4")]
    public void KeyPoints_StandBehindTheBox(string shape, string line)
    {
        Yaml("train: images", "names: [cat]", shape);
        _folder.Images("images/a.png").Text("labels/a.txt", line);

        Open("train").GetAnnotation(0).Boxes.Should().Equal(new LabeledBox(new Box(.5f, .5f, .2f, .4f), 0));
    }

    [Theory]
    [InlineData("kpt_shape: [2, 2]", "0 .5 .5 .2 .4 .1 .1", "*a.txt(1): *'class x y width height', or this followed by the 4 values *")]
    [InlineData("kpt_shape: 4", "0 .5 .5 .2 .4", "*data.yaml(3): 'kpt_shape' is not *")]
    [InlineData("kpt_shape: [2, 4]", "0 .5 .5 .2 .4", "*data.yaml(3): 'kpt_shape' is not *")]
    public void KeyPointsThatTheShapeDoesNotHave_AreRefused(string shape, string line, string message)
    {
        Yaml("train: images", "names: [cat]", shape);
        _folder.Images("images/a.png").Text("labels/a.txt", line);

        FluentActions.Invoking(() => Open("train")).Should().Throw<InvalidDataException>().WithMessage(message);
    }

    [Theory]
    [InlineData(@"train: images\train")]
    [InlineData(@"train: .\images\train\")]
    [InlineData(@"train: ..\images\train")]
    [InlineData(@"train: lists\train.txt")]
    public void BackslashesInPaths_AreSlashes_WhereNothingIsThereAsWritten(string train)
    {
        Yaml(train, "names: [cat]");
        _folder.Images("images/train/a.png").Text("labels/train/a.txt", "0 .5 .5 1 1").Text("lists/train.txt", @"images\train\a.png");

        Datasets.SplitsOf(_folder.PathOf("data.yaml")).Should().Equal("train");
        Open("train").GetAnnotation(0).Name.Should().Be("images/train/a.png");
        Open("train").GetAnnotation(0).Boxes.Should().ContainSingle();
    }

    [Fact]
    public void AnOutline_BecomesItsBoundingBox()
    {
        Label("0 0.1 0.2 0.5 0.3 0.3 0.8");

        var box = Open("train").GetAnnotation(0).Boxes.Should().ContainSingle().Which.Box;

        new[] { box.Left, box.Top, box.Right, box.Bottom }.Zip([.1f, .2f, .5f, .8f])
            .Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-6f);
    }

    [Fact]
    public void AClassList_MatchesByName()
    {
        Yaml("train: images", "names: [cat, dog]");
        _folder.Images("images/a.png").Text("labels/a.txt", "1 .5 .5 .1 .1");

        new YoloTextDataset(_folder.PathOf("data.yaml"), "train", new(["dog", "cat"])).GetAnnotation(0).Boxes[0].ClassId.Should().Be(0);
        FluentActions.Invoking(() => new YoloTextDataset(_folder.PathOf("data.yaml"), "train", new(["cat"])))
            .Should().Throw<InvalidDataException>().WithMessage("*a.txt(1): class 'dog'*");
    }

    [Fact]
    public void BoxesThatCannotBeWholeAreSaid_ButTheRoundingOfNumbersIsNot()
    {
        Label("0 .5 .5 0 .2", "0 .9 .5 .4 .2", "0 0.5 0.5 1.000002 1", "0 .5 .5 .1 .1");

        var dataset = Open("train");

        dataset.GetAnnotation(0).Boxes.Should().HaveCount(3);
        dataset.GetAnnotation(0).Boxes.Should().OnlyContain(item => item.Box.Right <= 1 && item.Box.Left >= 0);
        dataset.Warnings.Should().HaveCount(2);
        dataset.Warnings[0].Should().Match("*a.txt(1): box '.5 .5 0 .2' has no area and is left out;*");
        dataset.Warnings[1].Should().Match("*a.txt(2): *reaches outside 0..1 and is clipped.");
    }

    [Theory]
    [InlineData("0 .1 .9 1e-10 .4")]                                                // clipped below, it would be 0 wide
    [InlineData("0 .5 .5 1e-9 .4")]
    [InlineData("0 .9 .5 .4 1e-12")]
    [InlineData("0 .1 0 .1 -.05 .1 .45")]
    public void ABoxWhoseEdgesAreOneNumber_HasNoExtent(string line)
    {
        Label(line, "0 .5 .5 .1 .1");

        var dataset = Open("train");

        dataset.GetAnnotation(0).Boxes.Should().ContainSingle();
        dataset.Warnings.Should().ContainSingle().Which.Should().Match("*a.txt(1): box * has no area and is left out;*");
    }

    [Theory]
    [InlineData("0 1 2 3", "*a.txt(1): '0 1 2 3' is not 'class x y width height'*")]
    [InlineData("0 .5 .5 .1 x", "*a.txt(1): *five numbers, with decimal points.")]
    [InlineData("0 0,5 0,5 0,2 0,2", "*a.txt(1): '0 0,5 0,5 0,2 0,2' is not *")]
    [InlineData("0 .5 .5 .2 1,000", "*a.txt(1): *with decimal points.")]
    [InlineData("1 .5 .5 .1 .1", "*a.txt(1): class 1 is outside 0..0*")]
    [InlineData("0.5 .5 .5 .1 .1", "*a.txt(1): class 0.5 is outside 0..0*")]
    [InlineData("0 320 240 100 50", "*a.txt(1): *outside the image of 100x50*")]
    public void AWrongLabel_IsNamedWithItsLine(string line, string message)
    {
        Label(line);

        FluentActions.Invoking(() => Open("train")).Should().Throw<InvalidDataException>().WithMessage(message);
    }

    [Theory]
    [InlineData("names: [cat]\ntrain: images\nval: [", "*data.yaml(*this is not YAML*")]
    [InlineData("- cat", "*data.yaml(1): this is not a map*")]
    [InlineData("train: images", "*data.yaml(1): 'names' is missing*")]
    [InlineData("train: images\nnames: {0: cat, 2: dog}", "*data.yaml(2): class '2' is outside 0..1*")]
    [InlineData("train: images\nnames: [cat, cat]", "*data.yaml(2): Class name 'cat' occurs twice, as 0 and 1; *")]
    [InlineData("train: images\nnames: [cat, '']", "*data.yaml(2): The name of class 1 is empty; *")]
    [InlineData("train: images\nnames: cat", "*data.yaml(2): 'names' is neither a list nor a map; *")]
    [InlineData("train: images\nnames: {\"1\\e[2J\": cat}", "*data.yaml(2): class '1?[2J' is outside 0..0; *")]
    [InlineData("train: images\nnames: [\"a\\e[2J\", \"a\\e[2J\"]", "*data.yaml(2): Class name 'a?[2J' occurs twice, *")]
    [InlineData("train: images\nnames:\n- [cat]", "*data.yaml(3): a class name must be text; *")]
    [InlineData("train: \"images\\train\"\nnames: [cat]",
        "*data.yaml(1): the path 'images?rain' has control characters; *write /, or use single quotes.")]
    [InlineData("path: \"D:\\new\"\ntrain: images\nnames: [cat]", "*data.yaml(1): the path 'D:?ew' has control characters; *")]
    [InlineData("names: [cat]\ntrain:\n- images\n- [images]", "*data.yaml(4): split 'train' has an entry that is not a path; *")]
    [InlineData("names: [cat]\ntrain:\n- images\n-", "*data.yaml(4): split 'train' has an entry that is not a path; *")]
    [InlineData("train: images\nnames:\n  ? [cat]\n  : cat", "*data.yaml(3): a key is a list or a map; *")]
    [InlineData("path: .\ntrain: images\nnames: [a, b\nval: images", "*data.yaml(4): this is not YAML; * close the bracket [ of line 3.*")]
    public void AWrongYaml_IsNamedWithItsLine(string yaml, string message)
    {
        _folder.Text("data.yaml", yaml).Images("images/a.png");

        FluentActions.Invoking(() => Open("train")).Should().Throw<InvalidDataException>().WithMessage(message);
    }

    [Fact]
    public void TheKeysOfOtherTools_AreNoSplits()
    {
        Yaml("train: images", "extra: [images]", "kpt_shape: [17, 3]", "flip_idx: []", "skeleton: [[0, 1], [1, 2]]", "nothing:",
            "!!str note: |", "  two", "  lines",
            "roboflow: {license: CC BY 4.0}", "names: [cat]");
        _folder.Images("images/a.png");

        Datasets.SplitsOf(_folder.PathOf("data.yaml")).Should().Equal("train", "extra");
    }

    [Fact]
    public void NamesKeepTheirText()
    {
        Yaml("train: images", "names: {0: no, '1': 1.0, 2: null, 3: \"a\\tb\", !!int 4: 2001-01-01}");
        _folder.Images("images/a.png");

        Open("train").Classes.Should().Equal("no", "1.0", "null", "a\tb", "2001-01-01");
    }

    [Fact]
    public void WhatIsMissing_IsNamed()
    {
        Yaml("train: images", "val: nowhere", "test: test.txt", "names: [cat]");
        _folder.Images("images/a.png").Text("test.txt", "images/a.png", "images/b.png").Text("labels/a.txt", "");

        FluentActions.Invoking(() => Open("minival"))
            .Should().Throw<FileNotFoundException>().WithMessage("*no split 'minival'; the splits here are: train, val, test.");
        FluentActions.Invoking(() => Open("val")).Should().Throw<FileNotFoundException>().WithMessage("*nowhere: split 'val'*");
        FluentActions.Invoking(() => Open("test"))
            .Should().Throw<FileNotFoundException>().WithMessage("*test.txt(2): image 'images/b.png' is missing*");
        var rest = Datasets.Open(_folder.PathOf("data.yaml"), "test", skipBroken: true);
        rest.Count.Should().Be(1);
        rest.Warnings.Should().ContainSingle().Which.Should().Contain("test.txt(2): image 'images/b.png' is missing");
        FluentActions.Invoking(() => Datasets.Open(_folder.PathOf("data.yaml"), "val", skipBroken: true))
            .Should().Throw<FileNotFoundException>().WithMessage("*nowhere: split 'val'*");
    }

    [Fact]
    public void AnImageThatIsNone_IsNamed()
    {
        Yaml("train: images", "names: [cat]");
        _folder.Text("images/a.png", "no image");

        FluentActions.Invoking(() => Open("train")).Should().Throw<ImageException>().WithMessage("*a.png: this is not an image*");
    }

    private void Yaml(params string[] lines) => _folder.Text("data.yaml", lines);

    private void Label(params string[] lines)
    {
        Yaml("train: images", "names: [cat]");
        _folder.Images("images/a.png").Text("labels/a.txt", lines);
    }

    [SkippableFact]
    public void AFileThatIsNone_IsABrokenLabelOrImage_AndWaitsForNoOne()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        using var folder = new DataFolder();
        folder.Images("images/a.png", "images/b.png").Text("labels/b.txt", "0 0.5 0.5 0.5 0.5")
            .Text("data.yaml", "train: images", "names: [a]");
        Process.Start("mkfifo", [folder.PathOf("labels/a.txt"), folder.PathOf("images/c.png")]).WaitForExit();

        var faults = DatasetCheck.Run(folder.PathOf("data.yaml")).Faults;

        faults.Select(fault => (fault.Kind, Path.GetFileName(fault.Place))).Should().BeEquivalentTo(
            [(DataFaultKind.BrokenLabel, "a.txt"), (DataFaultKind.BrokenImage, "c.png"), (DataFaultKind.RepeatedImage, "a.png")]);
    }

    [SkippableTheory]
    [InlineData("a.yaml")]
    [InlineData("a.xml")]
    [InlineData("a.json")]
    [InlineData("a.data")]
    [InlineData("train.txt")]
    public async Task AFolder_IsLookedThroughWithoutWaiting_AndEachFolderOnce(string pipe)
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        using var folder = new DataFolder();
        folder.Images("in/deep/a.png");
        Process.Start("mkfifo", [folder.PathOf(pipe)]).WaitForExit();
        for (var i = 0; i < 10; i++)
        {
            File.CreateSymbolicLink(folder.PathOf($"in/up{i}"), "..");
            File.CreateSymbolicLink(folder.PathOf($"in/deep/up{i}"), "..");
        }

        var open = Task.Run(() => Datasets.SplitsOf(folder.Root));

        await FluentActions.Awaiting(() => open.WaitAsync(TimeSpan.FromSeconds(30))).Should().ThrowAsync<Exception>()
            .Where(fault => fault is ArgumentException || fault is InvalidDataException);
    }

    private YoloTextDataset Open(string split) => new(_folder.PathOf("data.yaml"), split);
}
