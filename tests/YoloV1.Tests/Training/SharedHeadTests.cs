using YoloV1.Data;
using YoloV1.Models;
using YoloV1.Training;
using static TorchSharp.torch;

namespace YoloV1.Tests.Training;

[Collection(Alone.Name)]
public sealed class SharedHeadTests
{
    private static readonly YoloV1Config OneLayer = TinyNetwork.Config with { Head = [] };

    private static readonly TrainingOptions Options = TrainingOptions.SmallSet with
    {
        Epochs = 2,
        PeakLearningRate = 1e-2,
        Augmentation = Augmentation.None,
        EmaDecay = 0,
        Device = "cpu",
    };

    [Theory]
    [InlineData(4, 1)]
    [InlineData(8, 2)]
    public void Head_IsAConvolution_AfterTraining(int grid, int cells)
    {
        using var scope = NewDisposeScope();
        using var model = TinyNetwork.Create(1, OneLayer with { GridSize = grid, FreeGrid = true });
        new Trainer(model, Options).Run(new ShapesDataset(16, seed: 1));

        var head = model.state_dict()["head.1.weight"];
        var depth = model.Config.Grid.D;
        var weights = head.view(4, cells, 4, cells, depth, 16, 4, 4);
        // The weights of a cell in the middle, as a kernel of 3x3 for each cell of a feature's square.
        var kernel = weights[1, .., 1, .., .., .., 0..3, 0..3].reshape(cells * cells * depth, 16, 3, 3);
        var features = randn(2, 16, 4, 4);
        var bias = model.state_dict()["head.1.bias"].view(4, cells, 4, cells, depth)[0, .., 0].reshape(cells * cells * depth);
        var expected = nn.functional.conv2d(features, kernel, bias, padding: [1, 1])
            .view(2, cells, cells, depth, 4, 4).permute(0, 4, 1, 5, 2, 3).reshape(2, grid, grid, depth);

        var actual = nn.functional.linear(features.view(2, -1), head, model.state_dict()["head.1.bias"]).view(2, grid, grid, depth);

        actual.allclose(expected, 1e-4, 1e-6).Should().BeTrue();
        head.abs().max().item<float>().Should().BeGreaterThan(1e-4f);
    }

    [Fact]
    public void Gradient_HasTheNormOfTheConvolutions()
    {
        using var scope = NewDisposeScope();
        using var model = TinyNetwork.Create(1, OneLayer);
        var shared = SharedHead.Of(model)!;
        shared.ShareWeights();
        var weights = model.state_dict()["head.1.weight"].view(4, 4, 11 + 2, 16, 4, 4);
        var kernel = weights[1, 1, .., .., 0..3, 0..3].detach().clone().requires_grad_();                // [D, 16, 3, 3]
        var (features, wanted) = (randn(2, 16, 4, 4), randn(2, 4, 4, 13));
        nn.functional.mse_loss(nn.functional.conv2d(features, kernel, padding: [1, 1]).permute(0, 2, 3, 1), wanted).backward();
        var linear = model.Head.modules().OfType<TorchSharp.Modules.Linear>().Single();
        nn.functional.mse_loss(nn.functional.linear(features.view(2, -1), linear.weight!).view(2, 4, 4, 13), wanted).backward();
        linear.bias!.grad = zeros_like(linear.bias);

        shared.ShareGradient();

        var gradient = linear.weight!.grad!.view(4, 4, 13, 16, 4, 4)[1, 1, .., .., 0..3, 0..3];
        gradient.allclose(kernel.grad! / 4, 1e-4, 1e-7).Should().BeTrue();
    }

    [Fact]
    public void HeadOfTwoLayers_LearnsWithout() =>
        SharedHead.Of(TinyNetwork.Create(1)).Should().BeNull();

    [Fact]
    public void SharedWeights_StayAsTheyAre()
    {
        using var model = TinyNetwork.Create(1, OneLayer);
        SharedHead.Of(model)!.ShareWeights();
        using var before = model.state_dict()["head.1.weight"].clone();

        SharedHead.Of(model)!.ShareWeights();

        model.state_dict()["head.1.weight"].allclose(before, 1e-5, 1e-8).Should().BeTrue();
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(8, 2)]
    public void ResizedNetwork_SaysTheSame_OfTheSameFeatures(int grid, int cells)
    {
        using var scope = NewDisposeScope();
        using var model = TinyNetwork.Create(1, OneLayer with { GridSize = grid, FreeGrid = true });
        model.HasSharedHead.Should().BeFalse("its weights are random");
        FluentActions.Invoking(() => model.Resized(ImageSize.Square(64))).Should().Throw<InvalidOperationException>().WithMessage("*each their own*shared head*");
        SharedHead.Of(model)!.ShareWeights();
        model.HasSharedHead.Should().BeTrue();

        using var larger = model.Resized(ImageSize.Square(56));

        (larger.Config.GridSize, larger.HasSharedHead).Should().Be((7 * cells, true));
        foreach (var (name, weights) in model.Backbone.state_dict())
            larger.Backbone.state_dict()[name].allclose(weights).Should().BeTrue(name);
        // The map of 4x4 from row 2 and column 1 on of one of 7x7, with nothing around it.
        var (features, map) = (randn(1, 16, 4, 4), zeros(1, 16, 7, 7));
        map[.., .., 2..6, 1..5] = features;
        var expected = model.Head.call(features).view(grid, grid, -1);
        var actual = larger.Head.call(map).view(7 * cells, 7 * cells, -1)[(2 * cells)..(6 * cells), cells..(5 * cells)];
        actual.allclose(expected, 1e-4, 1e-6).Should().BeTrue();
    }
}
