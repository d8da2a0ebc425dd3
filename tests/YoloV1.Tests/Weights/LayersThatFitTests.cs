using TorchSharp;
using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Tests.Weights;

/// <summary>Weights of one network for another that shares layers with it.</summary>
public sealed class LayersThatFitTests : IDisposable
{
    private static readonly YoloV1Config Network = PyTorchGoldens.Network;

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Layers_OfAPyTorchFileGoIntoANetworkOfOtherClasses_AndTheReportNamesAllOthers()
    {
        using var model = new YoloV1Model(Network with { ClassCount = 5 });
        var before = Copy(model);
        using var file = PyTorchFile.Open(PyTorchGoldens.PathOf("network.pth"));

        var report = PartialWeights.LoadLayersThatFit(model, file);

        report.LeftRandom.Should().Equal("head.4.weight", "head.4.bias");
        report.Skipped.Should().Equal("head.4.weight", "head.4.bias");
        report.Loaded.Should().Equal(before.Keys.Except(report.LeftRandom));
        foreach (var (name, tensor) in model.state_dict())
            tensor.IsSameAs(report.Loaded.Contains(name) ? file.Read(name) : before[name]).Should().BeTrue(name);
        report.ToString().Should().StartWith($"{report.Loaded.Count} tensors loaded (darknet.0.")
            .And.Contain("2 left random (head.4.weight to head.4.bias), 2 skipped");
    }

    [Fact]
    public void Layer_IsTakenWhole_OrNotAtAll()
    {
        using var other = new YoloV1Model(Network);
        using var model = new YoloV1Model(Network);
        var before = Copy(model);
        var without = other.state_dict()
            .Where(pair => pair.Key != "darknet.0.bn.bias" && !pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal));
        Safetensors.Save(without, _folder["a.safetensors"]);
        using var file = SafetensorsFile.Open(_folder["a.safetensors"]);

        var report = PartialWeights.LoadLayersThatFit(model, file);

        report.Loaded.Should().NotContain(name => name.StartsWith("darknet.0.", StringComparison.Ordinal))
            .And.Contain("darknet.2.conv.weight");
        report.Skipped.Should().Contain("darknet.0.conv.weight");
        model.state_dict()["darknet.0.conv.weight"].IsSameAs(before["darknet.0.conv.weight"]).Should().BeTrue();
    }

    [Fact]
    public void Load_OfNothingThatFits_IsRefused_AndTheNetworkStaysAsItWas()
    {
        using var model = new YoloV1Model(Network);
        var before = Copy(model);
        Safetensors.Save([KeyValuePair.Create("features.0.weight", torch.zeros(3))], _folder["a.safetensors"]);
        using var file = SafetensorsFile.Open(_folder["a.safetensors"]);

        FluentActions.Invoking(() => PartialWeights.LoadLayersThatFit(model, file)).Should().Throw<InvalidDataException>()
            .WithMessage("*a.safetensors: no layer of 'small' has tensors of the same shapes there (missing 'darknet.0.conv.weight'*");
        model.state_dict().Should().OnlyContain(pair => pair.Value.IsSameAs(before[pair.Key]));
    }

    private static Dictionary<string, torch.Tensor> Copy(YoloV1Model model) =>
        model.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
}
