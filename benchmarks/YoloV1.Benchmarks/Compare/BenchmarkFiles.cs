using System.Diagnostics;
using SkiaSharp;
using TorchSharp.Modules;
using YoloV1.Benchmarks.Contenders;
using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Onnx;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Compare;

/// <summary>
/// The files that sides take: networks with random weights in several formats, and images. Made when asked for, gone at the end.
/// </summary>
internal sealed class BenchmarkFiles : IDisposable
{
    private const int JpegQuality = 90;
    private static readonly ImageSize ImageSize = new(500, 375);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("yolov1-benchmarks-");

    /// <summary>A model file of a preset, with what its bytes have to cover.</summary>
    public string Model(string network) => File($"{network}.safetensors", path => WithModel(network, model =>
    {
        using var detector = new Detector(model, ClassNames.Voc);
        ModelFile.Save(model, ClassNames.Voc, path, detector.Calibrate([new ShapesDataset(1, seed: 1, ImageSize).ReadImage(0)]));
    }));

    /// <summary>The same network as the file that the command's export writes for a kind of prediction.</summary>
    public string Model(string network, Precision precision) => precision == Precision.BFloat16
        ? FromModel(network, "-bf16.safetensors", (path, model) => ModelFile.Save(model, ClassNames.Voc, path, ranges: null, precision))
        : Model(network);

    /// <summary>The same network as an ONNX graph, in float32 or in 8 bits.</summary>
    public string Graph(string network, Precision precision) => File($"{network}-{precision}.onnx", path =>
    {
        using var file = WeightsFile.Open(Model(network));
        using var model = file.CreateModel();
        var options = new OnnxExportOptions { Ranges = precision == Precision.Int8 ? file.Ranges : null };
        OnnxExport.Save(model, ClassNames.Voc, path, options);
    });

    /// <summary>The same network as Darknet's weights.</summary>
    public string DarknetWeights(string network) =>
        FromModel(network, ".weights", (path, model) => WeightsFile.Save(model, path, WeightsFormat.Darknet));

    /// <summary>The network's layers for PyTorch.</summary>
    public string Layers(string network) =>
        File($"{network}.json", path => System.IO.File.WriteAllText(path, PlainNetwork.ToJson(YoloV1Config.FromName(network))));

    /// <summary>The command as it is published for this system, compiled ahead; a program in a folder with all that it needs.</summary>
    public string Command() => Path.Combine(File("command", Publish), "YoloV1.Cli.dll");

    /// <summary>A JPEG image of 500x375.</summary>
    public string Image() => Directory.GetFiles(Images(1))[0];

    /// <summary>A folder of such images.</summary>
    public string Images(int count) => File($"images-{count}", path =>
    {
        Directory.CreateDirectory(path);
        var shapes = new ShapesDataset(count, seed: 1, ImageSize);
        for (var i = 0; i < count; i++)
            WriteJpeg(Path.Combine(path, $"{i:0000}.jpg"), shapes.ReadImage(i));
    });

    /// <summary>Deletes them.</summary>
    public void Dispose() => _folder.Delete(recursive: true);

    private string File(string name, Action<string> make)
    {
        var path = Path.Combine(_folder.FullName, name);
        if (!Path.Exists(path))
            make(path);
        return path;
    }

    private string FromModel(string network, string ending, Action<string, YoloV1Model> write) => File($"{network}{ending}", path =>
    {
        using var file = WeightsFile.Open(Model(network));
        using var model = file.CreateModel();
        write(path, model);
    });

    /// <summary>
    /// Random weights, and statistics of batch normalisation that fit them: without these the numbers would fade away layer by layer.
    /// </summary>
    private static void WithModel(string network, Action<YoloV1Model> use)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var model = new YoloV1Model(YoloV1Config.FromName(network));
        using (no_grad())
        {
            foreach (var norm in model.modules().OfType<BatchNorm2d>())
                norm.momentum = 1;
            model.train();
            model.call(rand(1, 3, model.Config.InputSize.Height, model.Config.InputSize.Width));
            model.eval();
        }
        use(model);
    }

    private static void Publish(string path)
    {
        string[] words = ["publish", Path.Combine(Repository.Folder!, "src", "YoloV1.Cli"), "-c", "Release", "--use-current-runtime",
            "--no-self-contained", "-o", path];
        using var process = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"dotnet {string.Join(' ', words)} fails:\n{said}");
    }

    private static void WriteJpeg(string path, RgbImage image)
    {
        using var bitmap = new SKBitmap(image.Size.Width, image.Size.Height);
        for (var i = 0; i < image.Rgb.Length; i += Imaging.RgbImage.Channels)
        {
            var (y, x) = Math.DivRem(i / Imaging.RgbImage.Channels, image.Size.Width);
            bitmap.SetPixel(x, y, new SKColor(image.Rgb[i], image.Rgb[i + 1], image.Rgb[i + 2]));
        }
        using var stream = System.IO.File.Create(path);
        if (!bitmap.Encode(stream, SKEncodedImageFormat.Jpeg, JpegQuality))
            throw new InvalidOperationException($"{path} cannot be encoded.");
    }
}
