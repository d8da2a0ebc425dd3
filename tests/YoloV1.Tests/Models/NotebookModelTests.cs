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
        FillAsTheGoldenFileSays(model);
        model.eval();

        var output = model.call(tensor(Floats(3 * 448 * 448, 999, u => u), [1, 3, 448, 448]));

        output.shape.Should().Equal(1, 7, 7, 30);
        var difference = (output.flatten() - tensor(golden.Floats("output"))).abs().max().item<float>();
        difference.Should().BeLessThan(1e-4f);
    }

    private static void FillAsTheGoldenFileSays(YoloV1Model model)
    {
        var key = 0;
        foreach (var (name, values) in model.state_dict())
        {
            var rule = RuleFor(name, values);
            if (rule is not null)
                values.copy_(tensor(Floats(values.numel(), key, rule), values.shape));
            key++;
        }
    }

    private static Func<double, double>? RuleFor(string name, Tensor values)
    {
        if (name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            return null;
        if (name.EndsWith("running_var", StringComparison.Ordinal) || name.EndsWith("bn.weight", StringComparison.Ordinal))
            return u => 0.5 + u;
        if (values.dim() == 1)
            return u => (u - 0.5) * 0.2;
        var fanIn = values.numel() / values.shape[0];
        return u => (u - 0.5) * 2 * Math.Sqrt(3.0 / fanIn);
    }

    private static float[] Floats(long count, int key, Func<double, double> rule) => Array.ConvertAll(GoldenFile.Fill(count, key), u => (float)rule(u));
}
