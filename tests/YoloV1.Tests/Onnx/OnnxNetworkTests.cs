using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using YoloV1.Models;
using YoloV1.Onnx;
using static TorchSharp.torch;

namespace YoloV1.Tests.Onnx;

public sealed class OnnxNetworkTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("tiny", true)]
    [InlineData("tiny", false)]
    [InlineData("fast", true)]
    [InlineData("darknet", true)]
    [InlineData("darknet", false)]
    [InlineData("notebook", true)]
    [InlineData("notebook", false)]
    [InlineData("paper", true)]
    public void Grid_IsTheNetworksOutput(string preset, bool fold)
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Narrow(preset));

        Difference(model, new() { FoldBatchNorm = fold }, count: 2).Should().BeLessThan(1e-5f);
    }

    [Theory]
    [InlineData(BatchNormEpsilon.InsideRoot, true)]
    [InlineData(BatchNormEpsilon.InsideRoot, false)]
    [InlineData(BatchNormEpsilon.OutsideRoot, true)]
    [InlineData(BatchNormEpsilon.OutsideRoot, false)]
    public void Grid_IsTheNetworksOutput_WithEveryKindOfRow(BatchNormEpsilon epsilon, bool fold)
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.EveryRow with { BatchNormEpsilon = epsilon });
        using (no_grad())
        {
            model.state_dict()["darknet.1.bn.running_var"].mul_(1e-5f);
            model.state_dict()["head.2.bn.running_var"].mul_(1e-5f);
        }

        Difference(model, new() { FoldBatchNorm = fold }, count: 3).Should().BeLessThan(1e-5f);
        Difference(model, new() { FoldBatchNorm = fold, Half = true }, count: 3).Should().BeLessThan(2e-2f);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Grid_ComesFromASharedHead(int grid)
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Small with { SharedHead = true, FreeGrid = true, GridSize = grid, Head = [] });

        Difference(model, new(), count: 2).Should().BeLessThan(1e-5f);
        Difference(model, new() { Half = true, BatchSize = 2 }, count: 2).Should().BeLessThan(2e-2f);
    }

    [Fact]
    public void Grid_ComesFromLocallyConnectedLayers_WithWindowsThatDoNotCoverTheInput()
    {
        var config = OnnxNetworks.EveryRow with
        {
            Backbone =
            [
                new LayerSpec.Local(5, 3, Stride: 2) { Padding = 0 },
                new LayerSpec.Local(4, 2, Stride: 3, Activation.Linear) { Padding = 1 },
            ],
        };
        using var model = OnnxNetworks.Create(config);

        Difference(model, new(), count: 2).Should().BeLessThan(1e-5f);
        Difference(model, new() { BatchSize = 1 }, count: 1).Should().BeLessThan(1e-5f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Batch_IsOpen_WhenNoneIsAskedFor(int count)
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Small);
        using var run = OnnxNetworks.Export(model, _folder);

        run.Shapes["images"].Should().Equal(-1, 3, 32, 32);
        run.Shapes["grid"].Should().Equal(-1, 4, 4, 13);
        run.Floats(OnnxNetworks.Images(model.Config, count), "grid").Should().HaveCount(count * 4 * 4 * 13);
    }

    [Fact]
    public void Batch_IsTheOneAskedFor_AndNoOther()
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Small);
        using var run = OnnxNetworks.Export(model, _folder, new() { BatchSize = 2 });

        run.Shapes["images"].Should().Equal(2, 3, 32, 32);
        run.Shapes["grid"].Should().Equal(2, 4, 4, 13);
        run.Floats(OnnxNetworks.Images(model.Config, 2), "grid").Should().HaveCount(2 * 4 * 4 * 13);
        run.Invoking(it => it.Floats(OnnxNetworks.Images(model.Config, 3), "grid")).Should().Throw<OnnxRuntimeException>();
    }

    [Fact]
    public void Half_KeepsTheNumbersToThreeDigits_InHalfTheFile()
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Narrow("notebook"));
        Difference(model, new(), count: 1).Should().BeLessThan(1e-5f);
        var whole = new FileInfo(_folder["model.onnx"]).Length;

        Difference(model, new() { Half = true }, count: 1).Should().BeLessThan(5e-3f);
        new FileInfo(_folder["model.onnx"]).Length.Should().BeInRange(whole / 2, whole * 11 / 20);
        Difference(model, new() { Half = true, FoldBatchNorm = false }, count: 1).Should().BeLessThan(5e-3f);
    }

    [Fact]
    public void Half_RefusesANumberThatItCannotHold_AndLeavesNoFile()
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Small);
        using (no_grad())
            model.state_dict()["head.1.bias"][0] = 7e4f;

        var act = () => OnnxExport.Save(model, OnnxNetworks.Classes, _folder["model.onnx"], new() { Half = true });

        act.Should().Throw<ArgumentException>().WithMessage("'head.1.bias' contains 7e+04, but 16 bits end at 65504*");
        _folder.Names.Should().BeEmpty();
    }

    [Fact]
    public void Folding_IsExact_WhereVariancesAreFarFromOne()
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Small);
        using (no_grad())
            model.state_dict()["darknet.0.bn.running_var"].copy_(logspace(-6, 1, 8));

        Difference(model, new(), count: 2).Should().BeLessThan(1e-5f);
        Difference(model, new() { FoldBatchNorm = false }, count: 2).Should().BeLessThan(1e-5f);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _scope.Dispose();
    }

    private float Difference(YoloV1Model model, OnnxExportOptions options, int count)
    {
        using var inference = inference_mode();
        var images = OnnxNetworks.Images(model.Config, count);
        using var run = OnnxNetworks.Export(model, _folder, options);
        var expected = model.call(images).flatten();
        var largest = expected.abs().max().item<float>();
        largest.Should().BeGreaterThan(0.1f, "numbers near zero would agree whatever the graph does");
        return (tensor(run.Floats(images, "grid")) - expected).abs().max().item<float>() / Math.Max(1, largest);
    }
}
