using YoloV1.Models;
using static TorchSharp.torch;
using var m = new YoloV1Model(YoloV1Config.Tiny with { InputSize = YoloV1.ImageSize.Square(64), GridSize = 1 });
foreach (var (k, v) in m.state_dict().Take(9)) Console.WriteLine(k + " " + string.Join(",", v.shape));
var bn = nn.BatchNorm2d(3);
foreach (var (k, v) in bn.state_dict()) Console.WriteLine(k);
