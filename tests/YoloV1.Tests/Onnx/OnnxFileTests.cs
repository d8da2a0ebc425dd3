using System.Text.Json;
using Onnx;
using TorchSharp;
using YoloV1.Models;
using YoloV1.Onnx;

namespace YoloV1.Tests.Onnx;

public sealed class OnnxFileTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Nodes_AreTheLayers_WhenBatchNormIsFolded() => Operators(new()).Should().Equal(
        "Conv", "LeakyRelu", "MaxPool", "Conv", "LeakyRelu", "MaxPool", "Conv", "LeakyRelu",
            "Flatten", "Gemm", "LeakyRelu", "Gemm", "Reshape");

    [Fact]
    public void Nodes_KeepBatchNorm_WhenAskedTo() => Operators(new() { FoldBatchNorm = false }).Should().Equal(
        "Conv", "BatchNormalization", "LeakyRelu", "MaxPool", "Conv", "LeakyRelu", "MaxPool", "Conv", "BatchNormalization", "LeakyRelu",
        "Flatten", "Gemm", "LeakyRelu", "Gemm", "Reshape");

    [Fact]
    public void Nodes_CastAroundANetworkOf16Bits()
    {
        var operators = Operators(new() { Half = true });

        operators.Should().HaveCount(15).And.StartWith("Cast");
        operators[^2].Should().Be("Cast");
    }

    [Fact]
    public void Detections_TakeOneSuppression() =>
        Operators(new() { Outputs = OnnxOutputs.Detections }).Should().ContainSingle(name => name == "NonMaxSuppression");

    [Fact]
    public void File_SaysItsOperatorSetAndFormat()
    {
        var file = Export(new());

        file.IrVersion.Should().Be(7);
        file.OpsetImport.Should().ContainSingle().Which.Version.Should().Be(13);
        file.ProducerName.Should().Be("YoloV1");
    }

    [Fact]
    public void Metadata_TellsClassesGridAndInputRules()
    {
        Export(new() { Outputs = OnnxOutputs.Boxes });
        using var run = new OnnxRun(_folder["model.onnx"]);
        var metadata = run.Metadata.ToDictionary(pair => pair.Key, pair => pair.Value);

        JsonSerializer.Deserialize<string[]>(metadata["yolov1.classes"]).Should().Equal("circle", "square", "triangle");
        metadata["yolov1.grid"].Should().Be("""{"s":4,"b":2,"c":3}""");
        metadata["yolov1.box_sizes"].Should().Be("square_root");
        metadata["yolov1.input"].Should().Be(
            """{"width":32,"height":32,"channels":"RGB","layout":"NCHW","divide_by":255,"""
            + "\"resize\":\"stretch, bilinear, half-pixel centres\"}");
        metadata["yolov1.outputs"].Should().StartWith("""{"batch_size":null,"outputs":"boxes","fold_batch_norm":true,"half":false""");
        JsonSerializer.Deserialize<YoloV1Config>(metadata["yolov1.config"])!.Should().BeEquivalentTo(OnnxNetworks.Small);
    }

    [Fact]
    public void Save_RefusesNamesThatAreNotTheNetworks()
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Small);
        var act = () => OnnxExport.Save(model, ClassNames.Voc, _folder["model.onnx"]);

        act.Should().Throw<ArgumentException>().WithMessage("20 class names do not match the 3 classes*");
        _folder.Names.Should().BeEmpty();
    }

    [Fact]
    public void Options_RefuseWhatNoGraphCanDo()
    {
        var none = () => new OnnxExportOptions { BatchSize = 0 };
        var percent = () => new OnnxExportOptions { IouThreshold = 45 };

        none.Should().Throw<ArgumentOutOfRangeException>().WithMessage("A batch of 0 holds no image*");
        percent.Should().Throw<ArgumentOutOfRangeException>().WithMessage("IouThreshold is 45; it must be in 0..1.*");
        var soft = () => new OnnxExportOptions { Suppression = Suppression.Soft };
        soft.Should().Throw<ArgumentOutOfRangeException>().WithMessage("Suppression is Soft, which a graph cannot do; take Nms or Fused*");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _scope.Dispose();
    }

    private string[] Operators(OnnxExportOptions options) => [.. Export(options).Graph.Node.Select(node => node.OpType)];

    private ModelProto Export(OnnxExportOptions options)
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Small);
        OnnxExport.Save(model, OnnxNetworks.Classes, _folder["model.onnx"], options);
        using var stream = File.OpenRead(_folder["model.onnx"]);
        return ModelProto.Parser.ParseFrom(stream);
    }
}
