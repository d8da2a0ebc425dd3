using TorchSharp;
using YoloV1.Darknet;
using YoloV1.Models;
using YoloV1.Weights;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Weights;

/// <summary>What a network to train takes from files of each kind.</summary>
public sealed class PretrainedTests : IDisposable
{
    private const string Convolution = "darknet.0.conv.weight";
    private const string Output = "head.1.weight";
    private const string Shared = "head.0.conv.weight";

    private static readonly ClassNames Pets = new(["cat", "dog", "owl"]);
    private static readonly ClassNames Cards = new(["ace", "king"]);

    private static readonly YoloV1Config Small = YoloV1Config.Tiny with
    {
        Name = "small",
        InputSize = ImageSize.Square(32),
        GridSize = 4,
        ClassCount = 3,
        Backbone = [new Convolution(4, 3), new MaxPool(), new Convolution(8, 3), new MaxPool(), new MaxPool()],
        Head = [],
    };

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    [Fact]
    public void ModelFile_OfTheSameClasses_GivesAllWeights()
    {
        var trained = SavedModel("a.safetensors", Small);

        var (model, report) = Pretrained.Load(_folder["a.safetensors"], Small, Pets);
        using var used = model;   // a module that is collected frees its tensors

        model.state_dict().Should().AllSatisfy(pair => pair.Value.IsSameAs(trained[pair.Key]).Should().BeTrue(pair.Key));
        (report.Loaded.Count, report.LeftRandom.Count, report.Skipped.Count).Should().Be((trained.Count, 0, 0));
        report.ToString().Should().Be("all weights are used");
    }

    [Fact]
    public void ModelFile_OfOtherClasses_GivesItsBackbone()
    {
        var trained = SavedModel("a.safetensors", Small);

        var (model, report) = Pretrained.Load(_folder["a.safetensors"], Small with { ClassCount = 2 }, Cards);

        Same(model, trained, Convolution).Should().BeTrue();
        report.LeftRandom.Should().Equal(Output, "head.1.bias");
        report.ToString().Should().StartWith("the backbone is used, and the head starts from random weights: "
            + "there it is for S = 4, B = 2, C = 3 at 32x32 (cat, dog, owl), here for S = 4, B = 2, C = 2 at 32x32; ");
    }

    [Fact]
    public void ModelFile_OfAsManyOtherClasses_GivesItsBackboneAlone()
    {
        var trained = SavedModel("a.safetensors", Small);

        var (model, report) = Pretrained.Load(_folder["a.safetensors"], Small, new ClassNames(["cat", "dog", "fox"]));

        Same(model, trained, Output).Should().BeFalse("the third class is another one");
        report.Skipped.Should().Equal(Output, "head.1.bias");
    }

    [Fact]
    public void SharedHead_GoesToAnotherSize_AndBecomesConnectedWhereThatIsWanted()
    {
        var trained = SavedModel("a.safetensors", Small with { SharedHead = true });

        var (larger, _) = Pretrained.Load(
            _folder["a.safetensors"], Small with { SharedHead = true, InputSize = ImageSize.Square(48), GridSize = 6 }, Pets);
        var (connected, report) = Pretrained.Load(_folder["a.safetensors"], Small, Pets);

        Same(larger, trained, Shared).Should().BeTrue();
        (connected.Config.SharedHead, report.ToString()).Should().Be((false, "all weights are used"));
        var image = torch.rand(1, 3, 32, 32);
        using var original = WeightsFile.Open(_folder["a.safetensors"]).CreateModel();
        connected.eval();
        connected.call(image).allclose(original.call(image), atol: 1e-5).Should().BeTrue("it computes the same");
    }

    [Fact]
    public void ConnectedHead_StaysSo_WhereASharedOneIsWanted()
    {
        var trained = SavedModel("a.safetensors", Small);

        var (model, report) = Pretrained.Load(_folder["a.safetensors"], Small with { SharedHead = true }, Pets);

        (model.Config.SharedHead, Same(model, trained, Output)).Should().Be((false, true));
        report.ToString().Should().Be("all weights are used; its head stays fully connected");
    }

    [Fact]
    public void Backbone_OfAClassifier_GivesItsConvolutions()
    {
        using var trained = new YoloV1Model(Small);
        PartialWeights.Save(trained, _folder["b.safetensors"], "small");

        var (model, report) = Pretrained.Load(_folder["b.safetensors"], Small with { ClassCount = 2 }, Cards);

        Same(model, trained.state_dict(), Convolution).Should().BeTrue();
        report.ToString().Should().StartWith("the pretrained backbone is used, and the head starts from random weights; ")
            .And.EndWith(", 0 skipped");
    }

    [Fact]
    public void Backbone_WithoutCountsOfBatches_IsTakenWhole()
    {
        using var trained = new YoloV1Model(Small);
        using var model = new YoloV1Model(Small);
        var state = trained.state_dict().Where(pair => !pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal));

        var report = PartialWeights.Load(
            model, new TensorDictionary(state.Select(pair => KeyValuePair.Create("model." + pair.Key, pair.Value)), "The state"));

        report.Loaded.Should().Equal(trained.state_dict().Keys.Where(name => name.StartsWith("darknet.", StringComparison.Ordinal)));
        foreach (var name in report.Loaded)
            Same(model, trained.state_dict(), name).Should().BeTrue(name);
    }

    [Theory]
    [InlineData("a.pth")]
    [InlineData("plain.safetensors")]
    [InlineData("a.weights")]
    public void OtherWeights_GiveTheLayersThatFit(string name)
    {
        using var trained = new YoloV1Model(Small);
        if (name.StartsWith("plain", StringComparison.Ordinal))
            Safetensors.Save(trained.state_dict(), _folder[name]);
        else
            WeightsFile.Save(trained, _folder[name]);

        var (model, report) = Pretrained.Load(_folder[name], Small with { ClassCount = 2 }, Cards, fileConfig: Small);

        Same(model, trained.state_dict(), Convolution).Should().BeTrue();
        report.LeftRandom.Should().BeEquivalentTo(Output, "head.1.bias");
        report.ToString().Should().MatchRegex("^[0-9]+ tensors loaded .*, 2 left random .*, 2 skipped ");
    }

    [Fact]
    public void DarknetWeights_OfTheFirstLayers_FillThose()
    {
        using var trained = new YoloV1Model(Small);
        DarknetWeights.Save(trained, _folder["a.weights"]);
        var first = DarknetLayout.Of(Small).Where(tensor => tensor.Layer == 0).Sum(tensor => tensor.Length) * sizeof(float);
        using (var file = File.OpenWrite(_folder["a.weights"]))
            file.SetLength(20 + first);

        var (model, report) = Pretrained.Load(_folder["a.weights"], Small, Pets);

        Same(model, trained.state_dict(), Convolution).Should().BeTrue();
        report.Loaded.Should().OnlyContain(name => name.StartsWith("darknet.0.", StringComparison.Ordinal)).And.HaveCount(5);
    }

    [Fact]
    public void WhatCannotBegin_IsRefused()
    {
        Safetensors.Save([KeyValuePair.Create("features.0.weight", torch.zeros(3))], _folder["other.safetensors"]);

        Load("gone.safetensors", Pets).Should().Throw<FileNotFoundException>().WithMessage("*gone.safetensors*");
        Load("other.safetensors", Pets).Should().Throw<InvalidDataException>().WithMessage("*no layer of 'small' has tensors of the same*");
        Load("other.safetensors", Cards).Should().Throw<ArgumentException>()
            .WithMessage("2 class names do not match the 3 classes*");

        Action Load(string name, ClassNames classes) => () => Pretrained.Load(_folder[name], Small, classes);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private Dictionary<string, torch.Tensor> SavedModel(string name, YoloV1Config config)
    {
        using var model = new YoloV1Model(config);
        ModelFile.Save(model, Pets, _folder[name]);
        return model.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());   // the model's own go with it
    }

    private static bool Same(YoloV1Model model, Dictionary<string, torch.Tensor> state, string name)
    {
        var same = model.state_dict()[name].IsSameAs(state[name]);
        GC.KeepAlive(model);
        return same;
    }
}
