using Google.Protobuf;
using Onnx;
using TorchSharp;
using YoloV1.Files;
using YoloV1.Models;
using static Onnx.TensorProto.Types;

namespace YoloV1.Onnx;

/// <summary>Writes a network as an ONNX file, which other programs run without this library and without torch.</summary>
/// <remarks>
/// The input is <c>images</c> [N, 3, H, W], float32: RGB / 255, stretched to the network's size, as <c>Imaging.ImageInput</c> makes it.
/// What comes out, <see cref="OnnxOutputs"/> says. Class names, grid and input rules are in the file's metadata, under <c>yolov1.*</c>.
/// See <see href="https://github.com/onnx/onnx/blob/main/docs/IR.md"/>.
/// </remarks>
public static class OnnxExport
{
    // Every operator used here is in set 13, of January 2021; what runs ONNX today runs it.
    private const int OperatorSet = 13;
    private const int FormatVersion = 7;

    // Protobuf counts bytes with 31 bits; names and nodes take a little of them.
    private const long LargestWeights = int.MaxValue - (1 << 20);
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes a file whole or not at all; one that was there is replaced.</summary>
    /// <param name="model">A network on any device; its weights are read as they are now.</param>
    /// <param name="classes">The names of its classes, for the metadata.</param>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="options">The inputs and outputs of the graph; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The number of names differs from the classes of the network, or the weights do not fit the format or its precision.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(YoloV1Model model, ClassNames classes, string path, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count != model.Config.ClassCount)
            throw new ArgumentException(
                $"{classes.Count} class names do not match the {model.Config.ClassCount} classes of the network.", nameof(classes));

        options ??= new OnnxExportOptions();
        if (options.Ranges is { } ranges)
            ThrowUnlessBytes(model, options, ranges);
        ThrowIfTooLarge(model, options.Ranges is not null ? sizeof(sbyte) : options.Half ? sizeof(short) : sizeof(float));

        using var scope = torch.NewDisposeScope();
        using var inference = torch.inference_mode();
        var file = Build(model, classes, options);
        AtomicFile.Write(path, stream =>
        {
            using var output = new CodedOutputStream(stream, BufferBytes, leaveOpen: true);
            file.WriteTo(output);
        });
    }

    private static void ThrowUnlessBytes(YoloV1Model model, OnnxExportOptions options, CalibrationRanges ranges)
    {
        if (options.Half)
            throw new ArgumentException(
                "A network is exported in 8 bits or in 16, not both; leave out the ranges or Half.", nameof(options));
        if (!options.FoldBatchNorm)
            throw new ArgumentException(
                "8-bit layers need batch normalization folded into their weights; leave out the ranges, or fold it.", nameof(options));
        if (!NetworkRow.Of(model.Config).Any(row => ranges.LevelsOf(row) is not null))
            throw new ArgumentException(
                $"The {ranges} belong to another network than '{model.Config.Name}'; calibrate this one.", nameof(options));
    }

    private static void ThrowIfTooLarge(YoloV1Model model, int bytesEach)
    {
        var bytes = model.state_dict().Values.Sum(weights => weights.numel()) * bytesEach;
        if (bytes > LargestWeights)
            throw new ArgumentException(FormattableString.Invariant(
                $"The weights take {bytes:N0} bytes, but an ONNX file holds {LargestWeights:N0}; narrow the head, or use 16 bits."));
    }

    private static ModelProto Build(YoloV1Model model, ClassNames classes, OnnxExportOptions options)
    {
        var graph = new GraphBuilder(model.Config.Name);
        AddGraph(graph, model, options);
        return new ModelProto
        {
            IrVersion = FormatVersion,
            OpsetImport = { new OperatorSetIdProto { Version = OperatorSet } },
            ProducerName = nameof(YoloV1),
            ProducerVersion = typeof(OnnxExport).Assembly.GetName().Version!.ToString(3),
            Graph = graph.Graph,
            MetadataProps = { OnnxMetadata.Of(model.Config, classes, options) },
        };
    }

    private static void AddGraph(GraphBuilder graph, YoloV1Model model, OnnxExportOptions options)
    {
        var (grid, size) = (model.Config.Grid, model.Config.InputSize);
        object n = options.BatchSize is { } fixedSize ? fixedSize : "N";
        var cells = new NetworkGraph(graph, model, options).Add(graph.Input("images", n, 3, size.Height, size.Width));
        if (options.Outputs == OnnxOutputs.Grid)
        {
            graph.Output(graph.Reshape("grid", cells, 0, grid.S, grid.S, grid.D), DataType.Float, n, grid.S, grid.S, grid.D);
            return;
        }

        var (upper, lower, scores) = new BoxGraph(graph, grid, model.Config.BoxSizes).Add(cells);
        if (options.Outputs == OnnxOutputs.Boxes)
        {
            graph.Output(graph.Add("Concat", "boxes", [upper, lower], Attributes.Of("axis", 2)), DataType.Float, n, grid.BoxCount, 4);
            graph.Output(graph.Reshape("scores", scores, 0, grid.BoxCount, grid.C), DataType.Float, n, grid.BoxCount, grid.C);
            return;
        }

        new DetectionGraph(graph, grid, options).Add(upper, lower, scores);
        graph.Output("boxes", DataType.Float, "K", 4);
        graph.Output("scores", DataType.Float, "K");
        graph.Output("class_ids", DataType.Int64, "K");
        graph.Output("image_ids", DataType.Int64, "K");
    }
}
