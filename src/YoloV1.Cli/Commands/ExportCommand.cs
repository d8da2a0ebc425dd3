using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Darknet;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Onnx;
using YoloV1.Weights;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 export</c>: writes a network in another format.</summary>
internal static class ExportCommand
{
    private const string Onnx = "onnx";
    private const string ModelFormat = "safetensors";

    private static readonly (string Name, string[] Endings)[] Formats =
        [(Onnx, [".onnx"]), (ModelFormat, [".safetensors"]), ("pth", [".pth", ".pt"]), ("darknet", [".weights"])];

    private static readonly Option<string> Weights = CommonOptions.Weights();
    private static readonly Option<string> Model = CommonOptions.Preset();
    private static readonly Option<string> Cfg = CommonOptions.Cfg();
    private static readonly Option<string> Names = CommonOptions.Names();
    private static readonly Option<string> Format = CommonOptions.OneOf(
        "--format",
        "The format to write; safetensors is a model file. Default: by the extension of the output.",
        Formats.Select(format => format.Name));

    private static readonly Option<string> Output =
        new("--output") { Description = "The file to write; an existing one is replaced.", Required = true };

    private static readonly Option<string[]> Calibrate = new("--calibrate")
    {
        Description =
            "Images, folders or globs to calibrate quantization on; a hundred images are enough. "
            + "A model file stores the ranges of the feature maps, an 8-bit ONNX graph has them in its nodes.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> MaxMegapixels = CommonOptions.MaxMegapixels();

    private static readonly Option<string> Precision = CommonOptions.OneOf(
        "--precision",
        "With --format safetensors: fp32 or bf16, the type of weights in layers without batch normalization. "
            + "bf16 gives the detections of 'predict --precision bf16' from a smaller file that opens faster. "
            + "With --format onnx: fp32 or int8, an 8-bit QDQ graph calibrated by --calibrate or by the model file.",
        ["fp32", "bf16", "int8"],
        "fp32");

    public static Command Create()
    {
        var command = new Verb(
            "export",
            "Converts a network to .onnx, .safetensors, .pth or .weights.",
            "yolov1 export --weights best.safetensors --output detector.onnx",
            "yolov1 export --weights best.safetensors --output grid.onnx --outputs grid --batch 1 --half",
            "yolov1 export --weights best.safetensors --output detector.onnx --precision int8 --calibrate images",
            "yolov1 export --weights best.safetensors --output half.safetensors --precision bf16",
            "yolov1 export --weights best.safetensors --output ranged.safetensors --calibrate images",
            "yolov1 export --weights yolov1.weights --cfg yolov1.cfg --output yolov1.safetensors")
        {
            Weights, Model, Cfg, Names, Format, Output, Precision, Calibrate, MaxMegapixels, CommonOptions.Threads,
        };
        OnnxOptions.AddTo(command);
        command.SetAction((call, cancellation) => Task.FromResult(Run(call, cancellation)));
        return command;
    }

    private static int Run(ParseResult call, CancellationToken cancellation)
    {
        var output = call.GetValue(Output)!;
        var format = call.GetValue(Format) ?? FormatOf(output);
        var graph = OnnxOptions.Read(call);
        if (format != Onnx)
            OnnxOptions.ThrowIfGiven(call);
        var precision = CommonOptions.PrecisionNames[call.GetValue(Precision)!];
        ThrowUnlessIn(format, precision);
        if (format != ModelFormat && precision != YoloV1.Precision.Int8 && call.GetValue(Calibrate) is { Length: > 0 })
            throw new ArgumentException(
                $"--calibrate works with --format {ModelFormat}, or with --format {Onnx} --precision int8: "
                + "other formats cannot store the ranges.");
        OutputFolder.CreateFor(output, "--output");
        using var file = NetworkSource.Open(call.GetValue(Weights)!, call.GetValue(Model), call.GetValue(Cfg), call.GetValue(Names));
        if (format == Onnx)
            graph = OnnxOptions.For(call, graph, file.Thresholds);
        cancellation.ThrowIfCancellationRequested();
        if (NonFinite.Describe(file.Tensors) is { } fault)
            Terminal.Note($"warning: {call.GetValue(Weights)}: {fault}");
        using var model = file.CreateModel();
        cancellation.ThrowIfCancellationRequested();
        var ranges = Measure(file, call) ?? file.Ranges;
        if (format == ModelFormat)
            ModelFile.Save(model, file.Classes, output, ranges, precision, file.Thresholds);
        else
            Write(format, output, model, file, precision == YoloV1.Precision.Int8 ? graph with { Ranges = RangesOf(file, ranges) } : graph);
        Terminal.Line(FormattableString.Invariant($"{output}: {format}, {new FileInfo(output).Length:N0} bytes"));
        return ExitCode.Done;
    }

    private static void ThrowUnlessIn(string format, Precision precision)
    {
        if (precision == YoloV1.Precision.Float32)
            return;
        if (format is not (ModelFormat or Onnx))
            throw new ArgumentException($"--format {format} supports only fp32; --precision works with {ModelFormat} and {Onnx}.");
        if (format == ModelFormat && precision == YoloV1.Precision.Int8)
            throw new ArgumentException(
                "A model file stores weights in fp32 or bf16; with --calibrate it also runs with 'predict --precision int8'.");
        if (format == Onnx && precision == YoloV1.Precision.BFloat16)
            throw new ArgumentException($"--format {Onnx} supports fp32, int8, and 16 bits with --half; bf16 is for {ModelFormat}.");
    }

    private static CalibrationRanges RangesOf(WeightsFile file, CalibrationRanges? ranges) => ranges ?? throw new ArgumentException(
        $"{file.Tensors.Place} has no ranges of its feature maps, which 8-bit inference needs; add --calibrate IMAGES.");

    private static void Write(string format, string output, YoloV1Model model, WeightsFile file, OnnxExportOptions graph)
    {
        switch (format)
        {
            case Onnx:
                OnnxExport.Save(model, file.Classes, output, graph);
                break;
            case "pth":
                WeightsFile.Save(model, output, WeightsFormat.PyTorch);
                break;
            default:
                // With the head of Darknet's own file, its copy is the same byte by byte.
                DarknetWeights.Save(model, output, file.DarknetHeader);
                break;
        }
    }

    private static CalibrationRanges? Measure(WeightsFile file, ParseResult call)
    {
        if (call.GetValue(Calibrate) is not { Length: > 0 } sources)
            return null;
        var limits = CommonOptions.LimitsOf(call, MaxMegapixels);
        using var detector = Detector.Load(file);
        return detector.Calibrate(ImageSources.Expand(sources).Select(source => ImageFile.Read(source.Path, limits)));
    }

    private static string FormatOf(string output) =>
        Formats.FirstOrDefault(format => format.Endings.Any(ending => output.EndsWith(ending, StringComparison.OrdinalIgnoreCase))).Name
        ?? throw new ArgumentException(
            $"{output}: its extension names no format; give --format {string.Join(", ", Formats.Select(format => format.Name))}.");
}
