using TorchSharp;
using YoloV1.Weights;
using static TorchSharp.torch.nn;

namespace YoloV1.Tests.Weights;

public sealed class ModuleStateTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    [Fact]
    public void Load_CopiesParametersAndBuffers_ThroughAFile()
    {
        using var folder = new TemporaryFolder();
        using var trained = Network();
        using var fresh = Network();
        trained.state_dict()["1.num_batches_tracked"].fill_(42);
        Safetensors.Save(trained.state_dict(), folder["model.safetensors"]);

        using (var file = SafetensorsFile.Open(folder["model.safetensors"]))
            ModuleState.Load(fresh, file);

        foreach (var (name, tensor) in trained.state_dict())
            fresh.state_dict()[name].IsSameAs(tensor).Should().BeTrue(name);
        fresh.parameters().Should().OnlyContain(parameter => parameter.requires_grad);
    }

    [Fact]
    public void Load_ConvertsThePrecision()
    {
        using var module = Linear(2, 1);
        var half = module.state_dict().ToDictionary(pair => pair.Key, pair => torch.full_like(pair.Value, 0.5, torch.bfloat16));

        ModuleState.Load(module, half);

        module.weight.dtype.Should().Be(torch.float32);
        module.weight.sum().item<float>().Should().Be(1);
    }

    [Fact]
    public void Load_ListsEveryKindOfFault_AndCopiesNothing()
    {
        using var module = Network();
        var before = module.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        var state = module.state_dict().ToDictionary(pair => pair.Key, pair => torch.full_like(pair.Value, 9));
        state.Remove("0.bias");
        state["head"] = torch.ones(1);
        state["1.weight"] = torch.ones(1);   // torch would spread it over all four
        state["1.bias"] = torch.ones([4], torch.int64);
        var act = () => ModuleState.Load(module, state, "old.pth");

        act.Should().Throw<InvalidDataException>().WithMessage(
            "old.pth does not fit the model: missing '0.bias'; unexpected 'head'; "
            + "different '1.weight' is Float32 [1] there and Float32 [4] in the model, "
            + "'1.bias' is Int64 [4] there and Float32 [4] in the model; load it into a model with the config it was saved with.");
        foreach (var (name, tensor) in module.state_dict())
            tensor.IsSameAs(before[name]).Should().BeTrue(name);
    }

    [Fact]
    public void Load_ListsOnlyTheFirstFewFaultsOfAKind()
    {
        using var module = Network();
        var act = () => ModuleState.Load(module, []);

        act.Should().Throw<InvalidDataException>().WithMessage(
            "The state does not fit the model: missing '0.weight', '0.bias', '1.weight' and 4 more;*");
    }

    public void Dispose() => _scope.Dispose();

    private static TorchSharp.Modules.Sequential Network() => Sequential(Conv2d(3, 4, 3), BatchNorm2d(4));
}
