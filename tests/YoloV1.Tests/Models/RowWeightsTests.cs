using Onnx;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Onnx;
using YoloV1.Tests.Onnx;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Tests.Models;

public sealed class RowWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(BatchNormEpsilon.InsideRoot)]
    [InlineData(BatchNormEpsilon.OutsideRoot)]
    public void Folded_ComputesWhatLayerAndNormalisationDo(BatchNormEpsilon epsilon)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var spec = new LayerSpec.Convolution(6, 3, Bias: true, Activation: Activation.Linear);
        var row = new NetworkRow("row", spec, new FeatureMap(4, 5, 5), new FeatureMap(6, 5, 5));
        using var block = Backbone.Build(spec, row.Input, epsilon);
        var state = block.state_dict();
        foreach (var (name, tensor) in state.Where(pair => pair.Value.is_floating_point()))
            tensor.copy_(name.EndsWith("var", StringComparison.Ordinal) ? logspace(-7, 1, 6) : randn(tensor.shape));
        block.eval();
        var input = rand(2, 4, 5, 5);

        var folded = RowWeights.Read(row, epsilon, float32, (name, type) => state[name["row.".Length..]].to(type)).Folded(float32);

        folded.Norm.Should().BeNull();
        var (actual, expected) = (nn.functional.conv2d(input, folded.Weight, folded.Bias, padding: [1L, 1L]), block.call(input));
        ((actual - expected).abs().max() / expected.abs().max()).item<float>().Should().BeLessThan(1e-5f);
    }

    [Theory]
    [InlineData(BatchNormEpsilon.InsideRoot)]
    [InlineData(BatchNormEpsilon.OutsideRoot)]
    public void Onnx_HasTheWeightsThatInferenceComputesWith(BatchNormEpsilon epsilon)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        using var model = OnnxNetworks.Create(OnnxNetworks.EveryRow with { BatchNormEpsilon = epsilon });
        OnnxExport.Save(model, OnnxNetworks.Classes, _folder["model.onnx"]);
        var exported = ModelProto.Parser.ParseFrom(File.ReadAllBytes(_folder["model.onnx"]))
            .Graph.Initializer.ToDictionary(tensor => tensor.Name);
        var weights = new LayerWeights(new TensorDictionary(model.state_dict(), "the model"), float32, CPU, epsilon);

        var rows = NetworkRow.Of(model.Config).Where(row => row.Weights is not null).ToList();

        rows.Should().HaveCount(7);
        foreach (var row in rows)
        {
            var (weight, bias) = weights.Read(row);
            exported[$"{row.WeightName}.weight"].RawData.Span.SequenceEqual(weight.contiguous().bytes).Should().BeTrue(row.Name);
            exported[$"{row.WeightName}.bias"].RawData.Span.SequenceEqual(bias.contiguous().bytes).Should().BeTrue(row.Name);
        }
    }

    public void Dispose() => _folder.Dispose();
}
