using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using YoloV1.Onnx;

namespace YoloV1.Cli.Options;

/// <summary>The options of <c>yolov1 export</c> that shape an ONNX graph.</summary>
internal static class OnnxOptions
{
    private const string AnyBatch = "dynamic";

    private static readonly OnnxExportOptions Defaults = new();
    private static readonly Option<int?> Batch = new("--batch")
    {
        Description = $"Images per run. Default: {AnyBatch}, any number.",
        HelpName = $"N|{AnyBatch}",
        CustomParser = ParseBatch,
    };

    private static readonly Option<string> Outputs = CommonOptions.OneOf(
        "--outputs",
        "Outputs of the graph: grid (raw prediction), boxes (with the scores of all classes) or detections (after suppression).",
        Enum.GetValues<OnnxOutputs>().Select(NameOf),
        NameOf(OnnxOutputs.Detections));

    private static readonly Option<bool> KeepBatchNorm =
        new("--keep-batch-norm") { Description = "Keep batch normalization as separate nodes instead of folding it into the weights." };
    private static readonly Option<bool> Half =
        new("--half") { Description = "Store weights in 16 bits, which halves the file. Inputs and outputs stay in 32 bits." };
    private static readonly Option<float?> Score = CommonOptions.OptionalNumber(
        "--score",
        FormattableString.Invariant(
            $"With --outputs detections: minimum confidence. Default: as stored in the model file, or {Defaults.ScoreThreshold}."),
        0f, 1f);

    private static readonly Option<float?> Iou = CommonOptions.OptionalNumber(
        "--iou",
        FormattableString.Invariant(
            $"With --outputs detections: IoU above which, of two boxes of one class, the one with the lower score is dropped. ")
        + FormattableString.Invariant($"Default: {Defaults.IouThreshold}."),
        0f, 1f);

    private static readonly Option<string> Kind = CommonOptions.OneOf(
        "--suppression",
        "With --outputs detections: treatment of overlapping boxes, nms or fused. Default: as stored in the model file.",
        CommonOptions.SuppressionNames.Keys);

    public static void AddTo(Command command)
    {
        foreach (var option in All)
            command.Options.Add(option);
    }

    /// <summary>The options of the call.</summary>
    /// <exception cref="ArgumentException">A threshold is given, and the outputs have no use for it.</exception>
    public static OnnxExportOptions Read(ParseResult call)
    {
        var outputs = Enum.Parse<OnnxOutputs>(call.GetValue(Outputs)!, ignoreCase: true);
        if (outputs != OnnxOutputs.Detections)
            ThrowIfGiven(call, [Score, Iou, Kind], $"--outputs {NameOf(OnnxOutputs.Detections)}");
        return new()
        {
            BatchSize = call.GetValue(Batch),
            Outputs = outputs,
            FoldBatchNorm = !call.GetValue(KeepBatchNorm),
            Half = call.GetValue(Half),
        };
    }

    /// <summary>The same for given weights: missing values come from their evaluation.</summary>
    /// <param name="call">The call.</param>
    /// <param name="options">What <see cref="Read"/> gave.</param>
    /// <param name="measured">The thresholds in the file; null for none.</param>
    /// <exception cref="ArgumentException">A graph cannot suppress so.</exception>
    public static OnnxExportOptions For(ParseResult call, OnnxExportOptions options, DetectionThresholds? measured) =>
        options.Outputs != OnnxOutputs.Detections ? options : options with
        {
            ScoreThreshold = call.GetValue(Score) ?? measured?.Score ?? Defaults.ScoreThreshold,
            IouThreshold = call.GetValue(Iou) ?? measured?.Iou ?? Defaults.IouThreshold,
            Suppression = call.GetValue(Kind) is { } kind
                ? CommonOptions.SuppressionNames[kind]
                : measured?.Suppression ?? Defaults.Suppression,
        };

    /// <summary>Refuses these options for other formats.</summary>
    /// <exception cref="ArgumentException">One is given.</exception>
    public static void ThrowIfGiven(ParseResult call) => ThrowIfGiven(call, All, "--format onnx");

    private static Option[] All => [Batch, Outputs, KeepBatchNorm, Half, Score, Iou, Kind];

    private static void ThrowIfGiven(ParseResult call, IEnumerable<Option> options, string place)
    {
        if (options.FirstOrDefault(option => call.GetResult(option) is { Implicit: false }) is { } given)
            throw new ArgumentException($"{given.Name} works only with {place}; leave it out.");
    }

    private static int? ParseBatch(ArgumentResult result)
    {
        var word = result.Tokens[^1].Value;
        if (word == AnyBatch)
            return null;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= 1)
            return size;
        result.AddError($"--batch is '{word}'; give a number of at least 1, or {AnyBatch}.");
        return null;
    }

    private static string NameOf(OnnxOutputs outputs) => outputs.ToString().ToLowerInvariant();
}
