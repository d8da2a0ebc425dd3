using TorchSharp;
using YoloV1.Darknet;
using YoloV1.Models;
using YoloV1.Tests.Golden;
using YoloV1.Weights;

namespace YoloV1.Tests.Darknet;

public sealed class DarknetWeightsTests : IDisposable
{
    private static readonly DarknetHeader Old = new(0, 1, 0, 0, SeenBytes: 4);

    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("tiny", 2, 108_399_816)]
    [InlineData("darknet", 2, 777_018_888)]
    [InlineData("darknet", 3, 789_312_988)]
    [InlineData("paper", 2, 1_086_814_216)]
    public void Layout_HasTheSizeOfTheReleasedFile(string name, int boxes, long bytes)
    {
        var config = YoloV1Config.FromName(name) with { BoxesPerCell = boxes };

        (Old.Length + DarknetLayout.Of(config).Sum(tensor => tensor.Length) * sizeof(float)).Should().Be(bytes);
    }

    [Fact]
    public void Layout_NamesEveryTensorOfTheState_WithItsShape()
    {
        var config = YoloV1Config.Tiny with
        {
            InputSize = ImageSize.Square(64),
            GridSize = 1,
            Backbone =
            [
                new LayerSpec.Convolution(4, 3, Stride: 64), new LayerSpec.Convolution(4, 1, BatchNorm: false), new LayerSpec.Local(2, 3),
            ],
            Head =
            [
                new LayerSpec.Dropout(),
                new LayerSpec.FullyConnected(5, Activation.Leaky, BatchNorm: true), new LayerSpec.FullyConnected(6),
            ],
        };
        using var model = new YoloV1Model(config);

        var layout = DarknetLayout.Of(config);

        var state = model.state_dict().Where(pair => !pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal));
        layout.Select(tensor => $"{tensor.Name} {tensor.Info}")
            .Should().BeEquivalentTo(state.Select(pair => $"{pair.Key} {new TensorInfo(pair.Value.dtype, pair.Value.shape)}"));
        layout.Select(tensor => tensor.Name).Should().ContainInOrder(
            "darknet.0.bn.bias", "darknet.0.bn.weight", "darknet.0.bn.running_mean", "darknet.0.bn.running_var", "darknet.0.conv.weight",
            "darknet.1.conv.bias", "darknet.1.conv.weight", "darknet.2.bias", "darknet.2.weight",
            "head.3.bn.bias", "head.2.weight", "head.3.bn.weight", "head.3.bn.running_mean", "head.3.bn.running_var",
            "head.5.bias", "head.5.weight", "head.6.bias", "head.6.weight");
    }

    [Fact]
    public void Tiny_GoesThroughAFileAndBack_AtFullSize()
    {
        using var model = new YoloV1Model(YoloV1Config.Tiny with { BatchNormEpsilon = BatchNormEpsilon.OutsideRoot });
        var header = Old with { Seen = 2_560_000 };

        DarknetWeights.Save(model, _folder["tiny.weights"], header);

        new FileInfo(_folder["tiny.weights"]).Length.Should().Be(108_399_816);
        using var copy = DarknetWeights.CreateModel(_folder["tiny.weights"], YoloV1Config.Tiny);
        foreach (var (key, tensor) in model.state_dict())
            copy.state_dict()[key].IsSameAs(tensor).Should().BeTrue(key);
        var inspection = WeightsFile.Inspect(_folder["tiny.weights"]);
        (inspection.Fit, inspection.DarknetHeader, inspection.ElementCount, inspection.LeftoverBytes)
            .Should().Be(("tiny (S=7, B=2, C=20)", header, 27_099_950, 0));
        inspection.Tensors.Should().HaveCount(42);
    }

    [Fact]
    public void Write_FoldsTheConvolutionsBiasIntoTheMean_SoThatTheNotebooksNetworkHasAFile()
    {
        var config = YoloV1Config.Notebook with { InputSize = ImageSize.Square(64), GridSize = 1, HeadWidth = 8 };
        using var model = new YoloV1Model(config);
        using var copy = new YoloV1Model(config);

        DarknetWeights.Save(model, _folder["notebook.weights"]);
        DarknetWeights.Load(copy, _folder["notebook.weights"]);

        var input = torch.rand(1, 3, 64, 64);
        model.eval();
        copy.eval();
        copy.state_dict()["darknet.0.conv.bias"].count_nonzero().item<long>().Should().Be(0);
        copy.call(input).allclose(model.call(input), rtol: 1e-4, atol: 1e-5).Should().BeTrue();
    }

    [Theory]
    [InlineData(0, 2, 8)]
    [InlineData(0, 2, 4)]   // as 32-bit systems wrote it
    [InlineData(0, 1, 4)]
    [InlineData(0, 1, 8)]   // as some converters write it
    public void Read_KnowsTheWidthOfSeen_ByTheVersionAndByTheEndOfTheFile(int major, int minor, int width)
    {
        using var model = new YoloV1Model(Small);
        torch.nn.init.constant_(model.state_dict()["darknet.0.bn.bias"], 0.5);
        var header = new DarknetHeader(major, minor, 0, 77, width);
        DarknetWeights.Save(model, _folder["small.weights"], header);
        using var copy = new YoloV1Model(Small);

        DarknetWeights.Load(copy, _folder["small.weights"]).Should().Be(header);

        copy.state_dict()["head.1.bias"].IsSameAs(model.state_dict()["head.1.bias"]).Should().BeTrue();
    }

    [Theory]
    [InlineData(4, "*small.weights: 'tiny' (S=1, B=2, C=3) takes * values, and 4 bytes are left over. It fits no known network; "
        + "with the nearest, tiny (S=7, B=2, C=20), * bytes are missing: give the cfg it was trained with.")]
    [InlineData(-1, "*and 1 bytes are missing.*")]
    [InlineData(-4, "*and 4 bytes are missing.*")]   // as many as the two widths of seen differ by
    public void Read_RefusesAFileThatDoesNotEndWithTheNetwork_AndCopiesNothing(int change, string fault)
    {
        using var model = new YoloV1Model(Small);
        DarknetWeights.Save(model, _folder["small.weights"]);
        using (var stream = File.OpenWrite(_folder["small.weights"]))
            stream.SetLength(stream.Length + change);
        using var copy = new YoloV1Model(Small);
        var before = copy.state_dict()["darknet.0.conv.weight"].clone();

        FluentActions.Invoking(() => DarknetWeights.Load(copy, _folder["small.weights"]))
            .Should().Throw<InvalidDataException>().WithMessage(fault);

        copy.state_dict()["darknet.0.conv.weight"].IsSameAs(before).Should().BeTrue();
    }

    [Theory]
    [InlineData("tiny", 20, 3, 20, "tiny (S=7, B=3, C=20)")]
    [InlineData("tiny", 20, 2, 7, "tiny (S=7, B=2, C=7)")]
    [InlineData("darknet", 16, 3, 20, "darknet (S=7, B=3, C=20)")]
    [InlineData("darknet", 16, 2, 80, "darknet (S=7, B=2, C=80)")]
    [InlineData("paper", 20, 2, 20, "paper (S=7, B=2, C=20)")]
    [InlineData("fast", 20, 2, 20, "fast (S=7, B=2, C=20)")]
    public void Inspect_FindsThePresetAndItsVariation_ByTheLength(string name, int headerBytes, int boxes, int classes, string fit)
    {
        var config = YoloV1Config.FromName(name) with { BoxesPerCell = boxes, ClassCount = classes };
        Sparse(DarknetLayout.Of(config).Sum(tensor => tensor.Length) * sizeof(float), headerBytes);

        var inspection = WeightsFile.Inspect(_folder["sparse.weights"]);

        (inspection.Fit, inspection.LeftoverBytes).Should().Be((fit, 0));
        FluentActions.Invoking(() => DarknetWeights.CreateModel(_folder["sparse.weights"], YoloV1Config.Notebook))
            .Should().Throw<InvalidDataException>().WithMessage($"*'notebook'*It fits {fit} exactly.");
    }

    [Fact]
    public void ReadBackbone_FillsTheFirstLayers_AndReportsTheRest()
    {
        using var classifier = new YoloV1Model(Small);
        DarknetWeights.Save(classifier, _folder["whole.weights"]);
        CutBehind("darknet.2.conv.weight");
        using var model = new YoloV1Model(Small);
        var head = model.state_dict()["head.1.weight"].clone();

        var report = DarknetWeights.LoadBackbone(model, _folder["conv.weights"]);

        report.Loaded.Should().HaveCount(10).And.EndWith("darknet.2.conv.weight");
        report.LeftRandom.Should().StartWith("darknet.4.bn.bias").And.EndWith("head.1.weight");
        report.ToString().Should().Be("10 tensors loaded (darknet.0.bn.bias to darknet.2.conv.weight), "
            + "32 left random (darknet.4.bn.bias to head.1.weight), 0 skipped");
        model.state_dict()["darknet.2.conv.weight"].IsSameAs(classifier.state_dict()["darknet.2.conv.weight"]).Should().BeTrue();
        model.state_dict()["head.1.weight"].IsSameAs(head).Should().BeTrue();
        WeightsFile.Inspect(_folder["conv.weights"]).Fit.Should().Be("the first 3 layers of tiny");
    }

    [Fact]
    public void ReadBackbone_TakesAllButTheLastLayer_OfANetworkWithOtherClasses()
    {
        using var trained = new YoloV1Model(Small with { ClassCount = 5 });
        DarknetWeights.Save(trained, _folder["five.weights"]);
        using var model = new YoloV1Model(Small);

        var report = DarknetWeights.LoadBackbone(model, _folder["five.weights"], trained.Config);

        report.Loaded.Should().HaveCount(40).And.EndWith("darknet.13.conv.weight");
        report.LeftRandom.Should().Equal("head.1.bias", "head.1.weight");
        report.Skipped.Should().Equal("head.1.bias", "head.1.weight");
        model.state_dict()["darknet.13.conv.weight"].IsSameAs(trained.state_dict()["darknet.13.conv.weight"]).Should().BeTrue();
    }

    [Fact]
    public void ReadBackbone_RefusesAFileThatEndsAmidALayer()
    {
        using var model = new YoloV1Model(Small);
        Sparse(1000, 20);

        FluentActions.Invoking(() => DarknetWeights.LoadBackbone(model, _folder["sparse.weights"]))
            .Should().Throw<InvalidDataException>().WithMessage("*sparse.weights: its 250 values do not end at a layer of 'tiny'.*");
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, "*3 bytes are too few*")]
    [InlineData(new byte[] { 0, 0, 0, 0x80, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "*version -2147483648.2.0 in its header is not one*")]
    public void Inspect_RefusesWhatHasNoHeader(byte[] bytes, string fault)
    {
        File.WriteAllBytes(_folder["bad.weights"], bytes);

        FluentActions.Invoking(() => WeightsFile.Inspect(_folder["bad.weights"])).Should().Throw<InvalidDataException>().WithMessage(fault);
    }

    [Fact]
    public void Inspect_ComparesWithTheConfigThatIsGiven()
    {
        var config = DarknetCfg.Read(GoldenFile.PathOf("darknet-mini-a/mini.cfg"));

        var fitting = WeightsFile.Inspect(GoldenFile.PathOf("darknet-mini-a/mini.weights"), config);
        var other = WeightsFile.Inspect(GoldenFile.PathOf("darknet-mini-b/mini.weights"), config);

        (fitting.Fit, fitting.LeftoverBytes, fitting.Tensors.Keys.Last()).Should().Be(("mini (S=4, B=2, C=3)", 0, "head.2.weight"));
        (other.LeftoverBytes, other.Tensors.Count).Should().Be((648_548 - 106_420, 0));
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private static YoloV1Config Small => YoloV1Config.Tiny with
    {
        InputSize = ImageSize.Square(64),
        GridSize = 1,
        ClassCount = 3,
        BatchNormEpsilon = BatchNormEpsilon.OutsideRoot,
    };

    private void Sparse(long bytes, int headerBytes)
    {
        using var stream = File.Create(_folder["sparse.weights"]);
        stream.Write(headerBytes == 20 ? [0, 0, 0, 0, 2, 0, 0, 0] : (byte[])[0, 0, 0, 0, 1, 0, 0, 0]);
        stream.SetLength(headerBytes + bytes);
    }

    private void CutBehind(string name)
    {
        var layout = DarknetLayout.Of(Small).ToList();
        var numbers = layout.Take(layout.FindIndex(tensor => tensor.Name == name) + 1).Sum(tensor => tensor.Length);
        File.WriteAllBytes(_folder["conv.weights"], File.ReadAllBytes(_folder["whole.weights"])[..(int)(20 + numbers * sizeof(float))]);
    }
}
