#:project ../../src/YoloV1/YoloV1.csproj
#:property PublishAot=false

using YoloV1;
using YoloV1.Models;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

// Step 1: the network. One image goes in, one tensor of S x S x D values comes out.
//
//   dotnet run 01-network.cs

// A network is a table. Each pool halves the feature map: 112 pixels become 7 x 7 locations, one for each cell of the grid.
var config = YoloV1Config.Tiny with
{
    Name = "steps",
    InputSize = ImageSize.Square(112),
    ClassCount = 3,
    Backbone = [
        new Convolution(16, 3), new MaxPool(), new Convolution(32, 3), new MaxPool(),
        new Convolution(64, 3), new MaxPool(), new Convolution(128, 3), new MaxPool(),
        new Convolution(128, 3), new Convolution(64, 3),
    ],
    SharedHead = true,
};
var (channels, side) = (3, config.InputSize.Width);
Console.WriteLine($"{"image",-15} [{channels}, {side}, {side}]");
foreach (var row in config.Backbone)
{
    (channels, side) = row is Convolution convolution ? (convolution.Filters, side) : (channels, side / 2);
    Console.WriteLine($"{(row is MaxPool ? "max pool 2x2" : "convolution 3x3"),-15} [{channels}, {side}, {side}]");
}
Console.WriteLine(FormattableString.Invariant($"{ModelSummary.Of(config).Parameters:N0} parameters with the head"));

// The output has nothing of the image's size: it depends on S, B and C alone.
using var model = new YoloV1Model(config);
model.eval();
using var noGradient = no_grad();
using var output = model.call(rand(1, 3, 112, 112));                                 // [N, 3, H, W] -> [N, S, S, D]
var grid = config.Grid;
Console.WriteLine($"\nOutput [{string.Join(", ", output.shape)}]: N, S, S and D = 5 B + C = 5 * {grid.B} + {grid.C} = {grid.D}");

// One cell's values. The network is untrained, so they say nothing yet.
var cell = output[0, 3, 3].data<float>().ToArray();
for (var b = 0; b < grid.B; b++)
{
    var box = cell.AsSpan(GridShape.BoxChannels * b, GridShape.BoxChannels);
    Console.WriteLine(FormattableString.Invariant(
        $"box {b}: x {box[0]:0.00}, y {box[1]:0.00}, w {box[2]:0.00}, h {box[3]:0.00}, confidence {box[4]:0.00}"));
}
Console.WriteLine($"classes: {string.Join(", ", cell[grid.Classes].Select(value => FormattableString.Invariant($"{value:0.00}")))}");
