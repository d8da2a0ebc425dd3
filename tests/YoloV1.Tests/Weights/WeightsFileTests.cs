using TorchSharp;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Weights;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Weights;

public sealed class WeightsFileTests : IDisposable
{
    private static readonly ClassNames Classes = new(["cat", "dog", "owl"]);

    private static readonly YoloV1Config Small = YoloV1Config.Tiny with
    {
        Name = "small",
        InputSize = ImageSize.Square(64),
        GridSize = 4,
        ClassCount = 3,
        Backbone = [new Convolution(4, 3), new MaxPool(), new Convolution(8, 3), new MaxPool(), new MaxPool(), new MaxPool()],
        Head = [new FullyConnected(16, Activation.Leaky)],
    };

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    [Theory]
    [InlineData("a.safetensors", WeightsFormat.Safetensors, 0)]
    [InlineData("a.pth", WeightsFormat.PyTorch, 0)]
    [InlineData("a.pt", WeightsFormat.PyTorch, 0)]
    [InlineData("a.weights", WeightsFormat.Darknet, 1e-5f)]   // its epsilon stands elsewhere
    public void Detections_AreTheSame_ThroughEveryFormatAndBack(string name, WeightsFormat format, float tolerance)
    {
        using var model = Trained(Small);
        var image = ImageFile.Read(new MemoryStream(TestImages.Jpeg(80, 60)), "test");
        var options = new DetectorOptions { Thresholds = new() { Score = 0.05f }, Precision = Precision.Float32 };
        using var original = new Detector(model, Classes, options);
        var expected = original.Detect(image);

        WeightsFile.Save(model, _folder[name], Classes);
        using var detector = name.EndsWith(".safetensors", StringComparison.Ordinal)
            ? Detector.Load(_folder[name], options)
            : Detector.Load(_folder[name], Small, Classes, options);
        var detections = detector.Detect(image);

        WeightsFile.FormatOf(_folder[name]).Should().Be(format);
        detector.Classes.Should().Equal(Classes);
        expected.Should().NotBeEmpty();
        detections.Should().HaveSameCount(expected);
        foreach (var (found, wanted) in detections.Zip(expected))
        {
            found.ClassId.Should().Be(wanted.ClassId);
            found.Score.Should().BeApproximately(wanted.Score, tolerance);
            Array.ConvertAll(Numbers(found.Box), number => (double)number).Zip(Numbers(wanted.Box))
                .Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) <= tolerance);
        }
    }

    [Theory]
    [InlineData("a.safetensors", true)]
    [InlineData("a.pth", false)]
    [InlineData("a.weights", false)]
    public void SharedHead_ComputesTheSame_ThroughEveryFormat(string name, bool staysShared)
    {
        using var model = Trained(Small with { SharedHead = true, Head = [] });
        var images = torch.rand(2, 3, 64, 64);

        WeightsFile.Save(model, _folder[name], Classes);

        using var file = name.EndsWith(".safetensors", StringComparison.Ordinal)
            ? WeightsFile.Open(_folder[name])
            : WeightsFile.Open(_folder[name], model.Config, Classes);
        using var read = file.CreateModel();
        read.Config.SharedHead.Should().Be(staysShared);
        read.call(images).allclose(model.call(images), 1e-4, 1e-5).Should().BeTrue();
    }

    [Theory]
    [InlineData(BatchNormEpsilon.InsideRoot)]
    [InlineData(BatchNormEpsilon.OutsideRoot)]
    public void Write_GivesPyTorchVariancesForItsOwnEpsilon_WhereverTheNetworkHasIt(BatchNormEpsilon readAs)
    {
        using var model = Trained(Small with { BatchNormEpsilon = BatchNormEpsilon.OutsideRoot });
        using var small = 1e-3.ToScalar();
        foreach (var (_, variance) in model.state_dict().Where(pair => pair.Key.EndsWith("running_var", StringComparison.Ordinal)))
            variance.mul_(small);
        WeightsFile.Save(model, _folder["a.pth"]);
        using var file = WeightsFile.Open(_folder["a.pth"], Small with { BatchNormEpsilon = readAs });
        using var read = file.CreateModel();
        var input = torch.rand(1, 3, 64, 64);

        var expected = model.call(input);
        ((read.call(input) - expected).abs().max() / expected.abs().max()).item<float>().Should().BeLessThan(1e-4f);
    }

    [Theory]
    [InlineData("tiny", 7, 2, 20)]
    [InlineData("tiny", 7, 3, 80)]
    [InlineData("fast", 7, 2, 20)]
    [InlineData("darknet", 7, 3, 20)]
    [InlineData("darknet", 7, 2, 20)]
    [InlineData("notebook", 7, 2, 20)]
    [InlineData("notebook", 5, 2, 3)]
    [InlineData("paper", 7, 2, 1)]
    public void Fit_FindsEveryPreset_ByTheNamesAndShapesOfItsTensors(string name, int s, int b, int c)
    {
        var preset = YoloV1Config.FromName(name);
        var config = preset with { GridSize = s, BoxesPerCell = b, ClassCount = c, InputSize = ImageSize.Square(448 / 7 * s) };

        var fit = StateFit.Of(StateOf(config));

        fit.IsWhole.Should().BeTrue(fit.Fault);
        fit.Config.Should().Be(config with { Backbone = fit.Config.Backbone, Head = fit.Config.Head });
    }

    [Fact]
    public void Fit_FindsAPresetWithAnotherHeadAndOtherNormalisation()
    {
        var fit = StateFit.Of(StateOf(YoloV1Config.Paper.WithBatchNorm(true) with { HeadWidth = 512, ClassCount = 4 }));

        fit.IsWhole.Should().BeTrue(fit.Fault);
        (fit.Config.Name, fit.Config.HeadWidth, fit.Config.ClassCount).Should().Be(("paper", 512, 4));
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("fast")]
    [InlineData("darknet")]
    [InlineData("notebook")]
    [InlineData("paper")]
    public void PickleAndSafetensorsHeader_KeepTheKeysAndShapesOfEveryPreset(string name)
    {
        var state = StateOf(YoloV1Config.FromName(name));
        var meta = state.Select(pair => KeyValuePair.Create(pair.Key, torch.empty([.. pair.Value.Shape], pair.Value.Type, torch.META)));

        var pickled = PyTorchState.Find(Unpickler.Read(PickleWriter.Write(meta), name), name)
            .Select(pair => (pair.Key, pair.Value.Info.ToString()));
        var entries = SafetensorsLayout.Arrange(state.Select(pair => (pair.Key, pair.Value)));
        File.WriteAllBytes(_folder["a.safetensors"], SafetensorsLayout.Head(state.Keys, entries, new Dictionary<string, string>()));
        using (var stream = File.OpenWrite(_folder["a.safetensors"]))
            stream.SetLength(stream.Length + entries.Max(entry => entry.End));   // a hole in the file
        using var file = SafetensorsFile.Open(_folder["a.safetensors"]);

        var expected = state.Select(pair => (pair.Key, pair.Value.ToString()));
        pickled.Should().Equal(expected);
        file.Tensors.Select(pair => (pair.Key, pair.Value.ToString())).Should().Equal(expected);
    }

    [Theory]
    [InlineData("", "a.ckpt")]
    [InlineData("model.", "a.ckpt")]
    [InlineData("net.", "a.ckpt")]
    [InlineData("model.module.", "a.ckpt")]
    [InlineData("_orig_mod.network.", "a.ckpt")]
    [InlineData("detector.", "a.ckpt")]
    [InlineData("model.", "a.safetensors")]
    [InlineData("self.net.", "a.safetensors")]
    public void APrefixBeforeEveryName_IsDropped_AndCountsThatLackAreZero(string prefix, string name)
    {
        using var model = Trained(Small);
        var state = WithoutCounts(model);
        state.Should().HaveCountLessThan(model.state_dict().Count, "the network has batch normalization");
        Save(state.Select(pair => KeyValuePair.Create(prefix + pair.Key, pair.Value)), name);

        using var file = WeightsFile.Open(_folder[name], Small);
        using var read = file.CreateModel();

        WeightsFile.Inspect(_folder[name], Small).Fault.Should().BeNull();
        var loaded = read.state_dict();
        foreach (var (key, tensor) in state)
            loaded[key].IsSameAs(tensor).Should().BeTrue(key);
        loaded.Where(pair => pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            .Should().OnlyContain(pair => pair.Value.item<long>() == 0);
    }

    [Theory]
    [InlineData("a.pth")]
    [InlineData("a.safetensors")]
    public void WordsThatDiffer_AreNamed_AlsoToWhoGaveTheConfig(string name)
    {
        using var model = Trained(Small);
        Save(WithoutCounts(model).Select(pair => KeyValuePair.Create(
            pair.Key.Replace(".bn.", ".batchnorm.").Replace("head.", "fcs."), pair.Value)), name);
        using var tiny = new YoloV1Model(YoloV1Config.Tiny with { InputSize = ImageSize.Square(64), GridSize = 1, ClassCount = 5 });
        Save(WithoutCounts(tiny).Select(pair => KeyValuePair.Create(pair.Key.Replace("darknet.", "backbone."), pair.Value)), "tiny" + name);

        FluentActions.Invoking(() => WeightsFile.Open(_folder[name], Small)).Should().Throw<InvalidDataException>().WithMessage(
            "*: its tensors match small (S=4, B=2, C=3) under other names: 'batchnorm' instead of 'bn', "
            + "'fcs' instead of 'head'; rename them.");
        FluentActions.Invoking(() => WeightsFile.Open(_folder["tiny" + name])).Should().Throw<InvalidDataException>().WithMessage(
            "*: its tensors match tiny (S=1, B=2, C=5) under other names: 'backbone' instead of 'darknet'; rename them.");
    }

    [Fact]
    public void Open_SaysWhatItAssumes_AndWhatIsNearest()
    {
        using var model = new YoloV1Model(YoloV1Config.Tiny with { InputSize = ImageSize.Square(64), GridSize = 1, ClassCount = 5 });
        WeightsFile.Save(model, _folder["tiny.pth"]);
        using var other = Trained(Small);
        WeightsFile.Save(other, _folder["other.pth"]);

        using var file = WeightsFile.Open(_folder["tiny.pth"]);
        file.Assumption.Should().Be("its tensors match tiny (S=1, B=2, C=5) at 64x64");
        file.Config.ClassCount.Should().Be(5);
        file.Classes.Should().Equal(ClassNames.Numbered(5));
        FluentActions.Invoking(() => WeightsFile.Open(_folder["other.pth"])).Should().Throw<InvalidDataException>()
            .WithMessage("*other.pth: its tensors do not match any preset; the nearest is *: missing *Give the config of its network.");
        FluentActions.Invoking(() => WeightsFile.Open(_folder["tiny.pth"], YoloV1Config.Paper)).Should().Throw<InvalidDataException>()
            .WithMessage("*tiny.pth: its tensors do not match 'paper'; *Rename them as in the config, or give another config.");
    }

    [Fact]
    public void Open_FindsTheClassesOfDarknetsWeights_WhenThePresetIsGiven_ButNotAgainstACfg()
    {
        using var model = new YoloV1Model(Small with { ClassCount = 6 });
        WeightsFile.Save(model, _folder["six.weights"]);

        using var file = WeightsFile.Open(_folder["six.weights"], Small);

        (file.Config.ClassCount, file.Assumption).Should().Be((6, "its length matches small (S=4, B=2, C=6)"));
        FluentActions.Invoking(() => WeightsFile.Open(_folder["six.weights"], Small with { AnyGrid = true }))
            .Should().Throw<InvalidDataException>()
            .WithMessage("*six.weights: 'small' (S=4, B=2, C=3) takes *");
    }

    [Fact]
    public void Open_LetsAModelFileDescribeItself()
    {
        using var model = Trained(Small);
        WeightsFile.Save(model, _folder["a.safetensors"], Classes);

        using var file = WeightsFile.Open(_folder["a.safetensors"]);
        (file.Config.Name, file.Assumption).Should().Be(("small", null));
        file.Classes.Should().Equal(Classes);
        FluentActions.Invoking(() => WeightsFile.Open(_folder["a.safetensors"], Small))
            .Should().Throw<ArgumentException>().WithMessage("*already describes its network*");
    }

    [Fact]
    public void FormatOf_BelievesTheContentMoreThanTheName()
    {
        using var model = Trained(Small);
        WeightsFile.Save(model, _folder["a"], WeightsFormat.PyTorch);
        WeightsFile.Save(model, _folder["b.pth"], WeightsFormat.Safetensors, Classes);
        WeightsFile.Save(model, _folder["c.bin"], WeightsFormat.Darknet);
        File.WriteAllText(_folder["d.txt"], "these are not weights");

        WeightsFile.FormatOf(_folder["a"]).Should().Be(WeightsFormat.PyTorch);
        WeightsFile.FormatOf(_folder["b.pth"]).Should().Be(WeightsFormat.Safetensors);
        WeightsFile.FormatOf(_folder["c.bin"]).Should().Be(WeightsFormat.Darknet);
        FluentActions.Invoking(() => WeightsFile.FormatOf(_folder["d.txt"]))
            .Should().Throw<InvalidDataException>().WithMessage("*d.txt: *.safetensors, .pth, .pt, .weights.");
        FluentActions.Invoking(() => WeightsFile.FormatOf(_folder["e.pth"]))
            .Should().Throw<FileNotFoundException>().WithMessage("*e.pth: there is no such*");
        FluentActions.Invoking(() => WeightsFile.Save(model, _folder["f.bin"]))
            .Should().Throw<ArgumentException>().WithMessage("*f.bin: its extension*");
    }

    [Fact]
    public void Read_GivesTheTensorsOfEveryFormat()
    {
        using var model = Trained(Small);
        WeightsFile.Save(model, _folder["a.pth"]);
        WeightsFile.Save(model, _folder["a.safetensors"], Classes);
        WeightsFile.Save(model, _folder["a.weights"]);

        WeightsFile.LoadTensors(_folder["a.pth"]).Keys.Should().Equal(model.state_dict().Keys);
        WeightsFile.LoadTensors(_folder["a.safetensors"]).Keys.Should().Equal(model.state_dict().Keys);
        WeightsFile.LoadTensors(_folder["a.weights"], Small)["head.1.weight"].IsSameAs(model.state_dict()["head.1.weight"])
            .Should().BeTrue();
    }

    private static List<KeyValuePair<string, torch.Tensor>> WithoutCounts(YoloV1Model model) =>
        [.. model.state_dict().Where(pair => !pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal))];

    private void Save(IEnumerable<KeyValuePair<string, torch.Tensor>> state, string name)
    {
        if (name.EndsWith(".safetensors", StringComparison.Ordinal))
            Safetensors.Save(state, _folder[name]);
        else
            PyTorchWeights.Save(state, _folder[name]);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private static Dictionary<string, TensorInfo> StateOf(YoloV1Config config) =>
        NetworkRow.Of(config).SelectMany(row => row.State()).ToDictionary();

    private static YoloV1Model Trained(YoloV1Config config)
    {
        torch.random.manual_seed(4);
        var model = new YoloV1Model(config);
        using var noGradient = torch.no_grad();
        foreach (var (name, tensor) in model.state_dict())
        {
            if (name.EndsWith("running_var", StringComparison.Ordinal) || name.EndsWith("bn.weight", StringComparison.Ordinal))
                tensor.uniform_(0.5, 1.5);
            else if (name.Contains(".bn.", StringComparison.Ordinal) && tensor.is_floating_point())
                tensor.normal_(0, 0.2);
        }
        model.eval();
        return model;
    }

    private static float[] Numbers(Box box) => [box.CenterX, box.CenterY, box.Width, box.Height];
}
