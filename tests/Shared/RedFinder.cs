using YoloV1.Imaging;
using YoloV1.Models;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests;

/// <summary>
/// A network with weights made by hand: it finds a "red" in each quarter of an image, as sure of it as the quarter is red.
/// </summary>
internal static class RedFinder
{
    private const int Quarters = 4;

    public static ClassNames Classes { get; } = new(["red", "blue"]);

    /// <param name="side">The width and height of the boxes, as fractions of the image.</param>
    /// <param name="pools">How often the input is halved until it has the two sides of the grid.</param>
    public static YoloV1Model Create(float side = 0.5f, int pools = 2)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var config = ConfigOf(pools);
        var model = new YoloV1Model(config);
        model.DetachFromScope();
        var state = model.state_dict();
        foreach (var tensor in state.Values)
            tensor.zero_();
        state["darknet.0.conv.weight"][0, 0].fill_(1);                               // [1, 3, 1, 1]
        for (var quarter = 0; quarter < Quarters; quarter++)
        {
            var cell = quarter * config.Grid.D;
            state["head.1.bias"].narrow(0, cell, 4).copy_(tensor(new[] { 0.5f, 0.5f, side, side }));
            state["head.1.weight"][cell + 4, quarter].fill_(1);                      // the confidence
            state["head.1.bias"][cell + 5].fill_(1);                                 // the class "red"
        }
        return model;
    }

    /// <summary>An image with this much red, 0 to 255, in each quarter: the upper two, then the lower two.</summary>
    public static RgbImage Paint(params byte[] reds)
    {
        var image = new RgbImage(new ImageSize(80, 40));
        for (var y = 0; y < 40; y++)
            for (var x = 0; x < 80; x++)
                image.Rgb[3 * (y * 80 + x)] = reds[2 * (y / 20) + x / 40];
        return image;
    }

    private static YoloV1Config ConfigOf(int pools) => new()
    {
        Name = "red",
        GridSize = 2,
        BoxesPerCell = 1,
        ClassCount = Classes.Count,
        InputSize = ImageSize.Square(2 << pools),
        BoxSizes = BoxSizeEncoding.Linear,
        Backbone = [new Convolution(1, 1, BatchNorm: false), .. Enumerable.Repeat(new MaxPool(), pools)],
    };

    private static void DetachFromScope(this YoloV1Model model)
    {
        foreach (var tensor in model.state_dict().Values)
            tensor.DetachFromDisposeScope();
    }
}
