using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using YoloV1.Benchmarks.Contenders;
using YoloV1.Runtime;

namespace YoloV1.Benchmarks.Compare;

/// <summary>Every row of the side-by-side table.</summary>
internal sealed class Comparisons(BenchmarkFiles files)
{
    private const int FolderLength = 256;
    private static readonly string[] Networks = ["tiny", "notebook", "paper"];
    private static readonly Lazy<Python?> Torch = new(Python.Find);

    /// <summary>All rows, in the order of the table.</summary>
    public IReadOnlyList<Comparison> All => [.. Predictions(), .. Images(), .. Steps(), .. Starts(), .. Memory(), Evaluation()];

    /// <summary>
    /// The network alone, on images that are fitted to its input, against ONNX Runtime in float32, and in 8 bits where it is in 8 bits.
    /// ONNX Runtime has no bfloat16 on the processor.
    /// </summary>
    private IEnumerable<Comparison> Predictions() =>
        from network in Networks
        from batch in new[] { 1, 8 }
        from precision in Numbers.All
        select new Comparison(
            $"predict {network} {precision.Word} batch {batch}",
            Ours("network", network, batch, precision),
            [
                Onnx(network, batch, Numbers.Float32),
                .. precision == Numbers.Int8 ? new[] { Onnx(network, batch, precision) } : [],
                .. precision.Word == "fp32" && batch == 1 ? new[] { PyTorch("predict", network, batch), Darknet(network) } : [],
            ]);

    private IEnumerable<Comparison> Images()
    {
        foreach (var precision in Numbers.Floats)
        {
            yield return new(
                $"file tiny {precision.Word} 500x375 JPEG to boxes",
                Ours("file", "tiny", 1, precision, files.Image),
                Ours("network", "tiny", 1, precision) with { Name = "its network alone" });
            yield return new(
                $"folder tiny {precision.Word} {FolderLength} JPEG files to boxes",
                Ours("folder", "tiny", 1, precision, () => files.Images(FolderLength)),
                Ours("networks", "tiny", FolderLength, precision) with { Name = "its network alone, batch 8" },
                Ours("decoder", "tiny", 1, precision, () => files.Images(FolderLength)) with
                {
                    Name = "reading and fitting alone, all cores",
                });
        }
    }

    private IEnumerable<Comparison> Steps() =>
        from row in new[] { (Network: "tiny", Batch: 8), (Network: "notebook", Batch: 4) }
        from precision in Numbers.Floats
        select new Comparison(
            $"train {row.Network} {precision.Word} batch {row.Batch}",
            Ours("step", row.Network, row.Batch, precision),
            Ours("plain-step", row.Network, row.Batch, Numbers.Float32) with
            {
                Name = $"TorchSharp {TorchRuntime.TorchSharpVersion} modules and SGD",
            },
            PyTorch("step", row.Network, row.Batch));

    /// <summary>From the start of the published command to the first image's detections.</summary>
    private IEnumerable<Comparison> Starts() =>
        from network in new[] { "tiny", "notebook" }
        from precision in Numbers.Floats
        select new Comparison(
            $"start {network} {precision.Word} to first detections",
            Ours("start", network, 1, precision, files.Image, files.Command)
                .Unless(Repository.Folder is null ? "the command is published from the repository, and this is elsewhere" : null));

    /// <summary>The most memory of a process that detects in an image, against its network's weights.</summary>
    private IEnumerable<Comparison> Memory() =>
        from network in new[] { "tiny", "notebook" }
        from precision in Numbers.Floats
        select new Comparison($"memory {network} {precision.Word} batch 1", Ours("file", network, 1, precision, files.Image))
        {
            Bytes = () => new FileInfo(files.Model(network)).Length * precision.Bits / 32,
        };

    /// <summary>Measuring half a million detections.</summary>
    private static Comparison Evaluation() => new(
        $"evaluate coco {CocoContender.Images} images", new Side("YoloV1", () => Self("coco", "-", 1, Precision.Float32, "-")));

    private Side Ours(
        string kind, string network, int batch, Numbers precision, Func<string>? other = null, Func<string>? command = null) => new(
        "YoloV1",
        () => Self(
            kind, files.Model(network, precision.Precision), batch, precision.Precision, other?.Invoke() ?? "-", command?.Invoke() ?? "-"),
        precision.Missing);

    private Side Onnx(string network, int batch, Numbers precision) => new(
        $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, {precision.Word}",
        () => Self("onnx", files.Graph(network, precision.Precision), batch, precision.Precision, "-"));

    private Side PyTorch(string what, string network, int batch) => new(
        $"PyTorch {Torch.Value?.TorchVersion}",
        () => new ProcessStartInfo(
            Torch.Value!.Program,
            [Path.Combine(AppContext.BaseDirectory, "Contenders", "torch_contender.py"), what, files.Layers(network),
                batch.ToString(CultureInfo.InvariantCulture)]),
        Torch.Value is null ? "no python3 here has torch" : null);

    private Side Darknet(string network) => new(
        "Darknet",
        () => Self("darknet", files.DarknetWeights(network), 1, Precision.Float32, files.Image()),
        network != "tiny" ? "it has no such network" : !File.Exists(DarknetContender.CfgOf(network)) ? "it is not installed" : null);

    private static ProcessStartInfo Self(string kind, string path, int batch, Precision precision, string other, string command = "-")
    {
        string[] words = ["contender", kind, path, batch.ToString(CultureInfo.InvariantCulture), precision.ToString(), other, command];
        return new(Environment.ProcessPath!, words);
    }
}
