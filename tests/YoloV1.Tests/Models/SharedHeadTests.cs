using YoloV1.Data;
using YoloV1.Models;
using YoloV1.Tests.Training;
using YoloV1.Training;
using static TorchSharp.torch;

namespace YoloV1.Tests.Models;

[Collection(Alone.Name)]
public sealed class SharedHeadTests
{
    private static readonly YoloV1Config Shared = TinyNetwork.Config with { SharedHead = true, FreeGrid = true, Head = [] };

    private static readonly TrainingOptions Options = TrainingOptions.SmallSet with
    {
        Epochs = 2,
        PeakLearningRate = 1e-2,
        Augmentation = Augmentation.None,
        EmaDecay = 0,
        Device = "cpu",
    };

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Cells_HaveTheNumbersOfTheirPlace(int grid)
    {
        using var scope = NewDisposeScope();
        using var model = TinyNetwork.Create(1, Shared with { GridSize = grid });
        model.eval();
        var (weights, depth, cells) = (model.state_dict(), model.Config.Grid.D, grid / 4);
        var features = model.Backbone.call(rand(2, 3, 32, 32));
        var padded = nn.functional.pad(features, (1, 1, 1, 1));

        var actual = model.Head.call(features).view(2, grid, grid, depth);

        // Cell by cell: the 3x3 places around a cell's place, by the rows of the kernel that are for the cell's part of the place.
        for (var row = 0; row < grid; row++)
        {
            for (var column = 0; column < grid; column++)
            {
                var (y, x, part) = (row / cells, column / cells, row % cells * cells + column % cells);
                var around = padded[.., .., y..(y + 3), x..(x + 3)].reshape(2, -1);
                var kernel = weights["head.0.conv.weight"][(part * depth)..((part + 1) * depth)].reshape(depth, -1);
                var expected = nn.functional.linear(around, kernel, weights["head.0.conv.bias"][(part * depth)..((part + 1) * depth)]);
                actual[.., row, column].allclose(expected, 1e-4, 1e-6).Should().BeTrue($"cell {row}, {column}");
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void ConnectedHead_ComputesTheSame(int grid)
    {
        using var scope = NewDisposeScope();
        using var model = TinyNetwork.Create(1, Shared with { GridSize = grid });
        model.eval();

        using var connected = model.WithFullyConnectedHead();

        connected.eval();
        connected.Config.Should().Be(model.Config with { SharedHead = false });
        var images = rand(2, 3, 32, 32);
        connected.call(images).allclose(model.call(images), 1e-4, 1e-6).Should().BeTrue();
        connected.Invoking(it => it.WithFullyConnectedHead()).Should().Throw<InvalidOperationException>()
            .WithMessage("*is already fully connected; only a shared head can be converted.");
    }

    [Fact]
    public void Training_KeepsTheHeadShared_AndTeachesIt()
    {
        using var scope = NewDisposeScope();
        using var model = TinyNetwork.Create(1, Shared);
        var before = model.state_dict()["head.0.conv.weight"].clone();

        new Trainer(model, Options).Run(new ShapesDataset(16, seed: 1));

        (model.state_dict()["head.0.conv.weight"] - before).abs().max().item<float>().Should().BeGreaterThan(1e-4f);
    }

    /// <summary>
    /// A step of the optimizer on a shared head is that on a fully connected one whose gradients are summed over the cells and divided by
    /// the side of the map.
    /// </summary>
    [Fact]
    public void Head_TakesTheShareOfItsGradient_ThatTheSideOfTheMapLeaves()
    {
        using var scope = NewDisposeScope();
        using var model = TinyNetwork.Create(1, Shared);
        using var optimizer = (Options with { WeightDecay = 0 }).CreateOptimizer(model);
        var (head, first) = (model.state_dict()["head.0.conv.bias"], model.state_dict()["darknet.0.bn.bias"]);
        foreach (var parameter in model.parameters())
            parameter.grad = zeros_like(parameter);
        model.get_parameter("head.0.conv.bias")!.grad = ones_like(head);
        model.get_parameter("darknet.0.bn.bias")!.grad = ones_like(first);
        var (headBefore, firstBefore) = (head.clone(), first.clone());

        optimizer.Step(0.1);

        (headBefore - head).allclose(full_like(head, 0.1 / 4), 1e-4, 1e-6).Should().BeTrue();
        (firstBefore - first).allclose(full_like(first, 0.1), 1e-4, 1e-6).Should().BeTrue();
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(8, 2)]
    public void ResizedNetwork_SaysTheSame_OfTheSameFeatures(int grid, int cells)
    {
        using var scope = NewDisposeScope();
        using var model = TinyNetwork.Create(1, Shared with { GridSize = grid });

        using var larger = model.Resized(ImageSize.Square(56));

        (larger.Config.GridSize, larger.Config.SharedHead).Should().Be((7 * cells, true));
        foreach (var (name, weights) in model.state_dict())
            larger.state_dict()[name].allclose(weights).Should().BeTrue(name);
        // The map of 4x4 from row 2 and column 1 on of one of 7x7, with nothing around it.
        var (features, map) = (randn(1, 16, 4, 4), zeros(1, 16, 7, 7));
        map[.., .., 2..6, 1..5] = features;
        var expected = model.Head.call(features).view(grid, grid, -1);
        var actual = larger.Head.call(map).view(7 * cells, 7 * cells, -1)[(2 * cells)..(6 * cells), cells..(5 * cells)];
        actual.allclose(expected, 1e-4, 1e-6).Should().BeTrue();
    }

    [Fact]
    public void ConnectedNetwork_HasOneSize()
    {
        using var model = TinyNetwork.Create(1, Shared with { SharedHead = false });

        model.Invoking(it => it.Resized(ImageSize.Square(56))).Should().Throw<InvalidOperationException>()
            .WithMessage("*separate weights for each location*shared head*");
    }
}
