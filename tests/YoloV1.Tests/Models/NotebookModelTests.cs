using YoloV1.Models;
using YoloV1.Tests.Golden;
using static TorchSharp.torch;

namespace YoloV1.Tests.Models;

public sealed class NotebookModelTests
{
    [Fact]
    public void StateDict_HasTheNotebooksKeysInItsOrder()
    {
        using var model = new YoloV1Model(YoloV1Config.Notebook with { HeadWidth = 8 });
        var expected = GoldenFile.Read("notebook_model.json").GetProperty("keys").EnumerateArray().Select(key => key.GetString()!);

        model.state_dict().Keys.Should().Equal(expected).And.HaveCount(102);
    }

    [Fact]
    public void Forward_GivesTheNumbersOfTheNotebookInPyTorch()
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var golden = GoldenFile.Read("notebook_model.json");
        using var model = new YoloV1Model();
        model.parameters().Sum(parameter => parameter.numel()).Should().Be(243_662_846);
        GoldenWeights.FillIn(model);
        model.eval();

        var output = model.call(tensor(GoldenWeights.Floats(3 * 448 * 448, 999, u => u), [1, 3, 448, 448]));

        output.shape.Should().Equal(1, 7, 7, 30);
        var difference = (output.flatten() - tensor(golden.Floats("output"))).abs().max().item<float>();
        difference.Should().BeLessThan(1e-4f);
    }
}
