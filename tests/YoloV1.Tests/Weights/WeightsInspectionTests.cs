using TorchSharp;
using YoloV1.Darknet;
using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Tests.Weights;

public sealed class WeightsInspectionTests : IDisposable
{
    private static readonly YoloV1Config Tiny = YoloV1Config.Tiny with { InputSize = ImageSize.Square(64), GridSize = 1, ClassCount = 4 };

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly YoloV1Model _model = new(Tiny);

    public void Dispose()
    {
        _scope.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("tiny.pth", WeightsFormat.PyTorch)]
    [InlineData("plain.safetensors", WeightsFormat.Safetensors)]
    public void Inspect_FindsThePresetOfNamedTensors(string name, WeightsFormat format)
    {
        if (format == WeightsFormat.PyTorch)
            WeightsFile.Save(_model, _folder[name]);
        else
            Safetensors.Save(_model.state_dict(), _folder[name], new Dictionary<string, string> { ["note"] = "by hand" });

        var file = WeightsFile.Inspect(_folder[name]);

        (file.Format, file.Length, file.IsWhole, file.LeftoverBytes, file.Fit)
            .Should().Be((format, new FileInfo(_folder[name]).Length, true, 0L, "tiny (S=1, B=2, C=4)"));
        file.Tensors.Select(tensor => (tensor.Key, tensor.Value.ToString()))
            .Should().Equal(_model.state_dict().Select(pair => (pair.Key, TensorInfo.Of(pair.Value).ToString())));
        file.HeaderLength.Should().BeInRange(1000, 20_000);
        file.Metadata.Should().HaveCount(format == WeightsFormat.Safetensors ? 1 : 0);
        file.DarknetHeader.Should().BeNull();
    }

    [Fact]
    public void Inspect_TakesAModelFilesOwnWordForItsNetworkAndClasses()
    {
        ModelFile.Save(_model, new ClassNames(["a", "b", "c", "d"]), _folder["tiny.safetensors"]);

        var file = WeightsFile.Inspect(_folder["tiny.safetensors"]);

        (file.Config.Name, file.Config.InputSize, file.IsWhole).Should().Be(("tiny", Tiny.InputSize, true));
        file.Classes.Should().Equal("a", "b", "c", "d");
        file.Metadata.Keys.Should().Equal("yolov1.config", "yolov1.classes", "yolov1.input");
    }

    [Fact]
    public void Inspect_SaysWhatIsLeftOverOrMissing()
    {
        var state = _model.state_dict();
        Safetensors.Save(state.Append(KeyValuePair.Create("extra", torch.zeros(3))), _folder["more.safetensors"]);
        Safetensors.Save(state.Where(pair => pair.Key != "darknet.0.conv.weight"), _folder["less.safetensors"]);

        var (more, less) = (WeightsFile.Inspect(_folder["more.safetensors"]), WeightsFile.Inspect(_folder["less.safetensors"]));

        (more.IsWhole, more.LeftoverBytes, more.Fault).Should().Be((false, 12L, "unexpected 'extra'"));
        (less.IsWhole, less.LeftoverBytes, less.Fault).Should().Be((false, -4L * 16 * 3 * 3 * 3, "missing 'darknet.0.conv.weight'"));
    }

    [Fact]
    public void Inspect_ReadsDarknetsHead()
    {
        DarknetWeights.Save(_model, _folder["tiny.weights"], new DarknetHeader(0, 1, 0, 640, 4));

        var file = WeightsFile.Inspect(_folder["tiny.weights"], Tiny);

        (file.Format, file.HeaderLength, file.DarknetHeader!.Seen, file.IsWhole, file.LeftoverBytes)
            .Should().Be((WeightsFormat.Darknet, 16L, 640L, true, 0L));
        file.Tensors.Keys.Should().StartWith("darknet.0.bn.bias");
    }

    [Fact]
    public void Inspection_SaysInOneLineWhatTheFileHolds()
    {
        WeightsFile.Save(_model, _folder["a.pth"]);
        WeightsFile.Save(_model, _folder["a.weights"]);
        File.AppendAllText(_folder["a.weights"], "more");

        var (whole, longer) = (WeightsFile.Inspect(_folder["a.pth"]), WeightsFile.Inspect(_folder["a.weights"], Tiny));

        whole.ToString().Should().Be($"{_folder["a.pth"]}: PyTorch, {_model.state_dict().Count} tensors of tiny (S=1, B=2, C=4)");
        whole.ElementCount.Should().Be(_model.state_dict().Values.Sum(tensor => tensor.numel()));
        longer.ToString().Should().EndWith("a.weights: Darknet, 0 tensors of tiny (S=1, B=2, C=4), but 4 bytes are left over");
        longer.ElementCount.Should().Be((new FileInfo(_folder["a.weights"]).Length - 20) / 4);
    }

    [Fact]
    public void Graphs_AreRefusedWithWhatToTakeInstead()
    {
        File.WriteAllBytes(_folder["model.onnx"], [8, 7]);

        FluentActions.Invoking(() => WeightsFile.Inspect(_folder["model.onnx"])).Should().Throw<InvalidDataException>()
            .WithMessage("*model.onnx: an ONNX graph is for other programs*use the weights it was exported from.");
    }
}
