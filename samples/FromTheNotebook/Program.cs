using TorchSharp.Modules;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

// YOLOv1 as one writes it in a PyTorch notebook, beside the same from this library.
//
//   PyTorch                                                TorchSharp with this library
//   class ConvBlock(nn.Module): conv, bn, leaky_relu 0.1   ConvBlock
//   self.darknet = nn.Sequential(ConvBlock(3, 64, ...      the six blocks below, or Darknet(config.Backbone)
//   self.head = nn.Sequential(nn.Flatten(), ...            DetectionHead
//   x.view(-1, S, S, B * 5 + C)                            the last line of YoloV1Model.forward
//   YoloLoss(S, B, C)(predictions, target)                 new YoloLoss(S, B, C).call(predictions, target)

TorchRuntime.Tune();
const int S = 7, B = 2, C = 20;
random.manual_seed(0);
using var scope = NewDisposeScope();
using var noGradient = no_grad();

// 1. The backbone written out: fourteen convolutions in six blocks.
(string Name, Sequential Layers)[] blocks =
[
    ("1", Sequential(new ConvBlock(3, 64, 7, stride: 2, padding: 3), MaxPool2d(2, 2))),              // 448 -> 112
    ("2", Sequential(new ConvBlock(64, 192, 3, padding: 1), MaxPool2d(2, 2))),                       // -> 56
    ("3", Sequential(
        new ConvBlock(192, 128, 1), new ConvBlock(128, 256, 3, padding: 1),
        new ConvBlock(256, 256, 1), new ConvBlock(256, 512, 3, padding: 1), MaxPool2d(2, 2))),       // -> 28
    ("4", Sequential(
        new ConvBlock(512, 256, 1), new ConvBlock(256, 512, 3, padding: 1),
        new ConvBlock(512, 512, 1), new ConvBlock(512, 1024, 3, padding: 1), MaxPool2d(2, 2))),      // -> 14
    ("5", Sequential(new ConvBlock(1024, 512, 1), new ConvBlock(512, 1024, 3, padding: 1))),
    ("6", Sequential(new ConvBlock(1024, 1024, 3, padding: 1), new ConvBlock(1024, 1024, 3, stride: 2, padding: 1))),   // -> 7
];

// 2. The same network from the library's table, and its weights in the blocks.
using var model = new YoloV1Model(gridSize: S, boxesPerCell: B, classCount: C);
model.eval();
var written = blocks.SelectMany(block => block.Layers.children()).ToArray();
for (var layer = 0; layer < written.Length; layer++)
{
    var prefix = $"darknet.{layer}.";
    ModuleState.Load(written[layer], model.state_dict().Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(pair => KeyValuePair.Create(pair.Key[prefix.Length..], pair.Value)));
    written[layer].eval();
}

// 3. A random image through both.
var image = randn(1, 3, 448, 448);                                                 // [1, 3, 448, 448]
var features = image;
foreach (var (name, layers) in blocks)
{
    features = layers.call(features);
    Console.WriteLine($"block {name}: {Shape(features)}");
}
using var backbone = new Backbone(model.Config.Backbone);
ModuleState.Load(backbone, model.state_dict().Where(pair => pair.Key.StartsWith("darknet.", StringComparison.Ordinal))
    .Select(pair => KeyValuePair.Create(pair.Key["darknet.".Length..], pair.Value)));
backbone.eval();
var difference = (backbone.call(image) - features).abs().max().item<float>();
Console.WriteLine(FormattableString.Invariant($"The library's backbone, with the same weights, differs by {difference:0.######}."));

var predictions = model.call(image);                                               // [1, S, S, B * 5 + C]
Console.WriteLine(
    $"output: {Shape(predictions)} from {model.parameters().Sum(parameter => parameter.numel()):N0} parameters, "
    + $"{model.state_dict().Count} keys");

// 4. The loss against a target with one object: a dog (class 11) in the cell of row 3 and column 4.
var target = zeros(1, S, S, B * 5 + C);
target[0, 3, 4, ..5] = tensor(new[] { 0.5f, 0.4f, 0.3f, 0.6f, 1f });                  // x, y, w, h, confidence
target[0, 3, 4, B * 5 + 11] = ones(1)[0];
using var loss = new YoloLoss(S, B, C);
var parts = loss.Measure(predictions, target);
Console.WriteLine(FormattableString.Invariant($"loss: {loss.call(predictions, target).item<float>():0.0000}"));
Console.WriteLine(FormattableString.Invariant(
    $"  of it coordinates {parts.Coordinates.item<float>():0.0000}, object {parts.Object.item<float>():0.0000}, ")
    + FormattableString.Invariant($"no object {parts.NoObject.item<float>():0.0000}, class {parts.Class.item<float>():0.0000}"));

static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
