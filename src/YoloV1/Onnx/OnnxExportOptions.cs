using System.Text.Json.Serialization;
using YoloV1.Models;

namespace YoloV1.Onnx;

/// <summary>What an ONNX graph takes and gives.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>Images of a run; null leaves their count open until the run.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? BatchSize { get; init => field = AtLeastOne(value, nameof(BatchSize)); }

    /// <summary>What comes out of the graph.</summary>
    public OnnxOutputs Outputs { get; init; }

    /// <summary>Whether batch normalization is folded into the weights before it: a smaller graph with the same results.</summary>
    public bool FoldBatchNorm { get; init; } = true;

    /// <summary>Whether the network computes with 16 bits: half the file. Images and results have 32 bits all the same.</summary>
    public bool Half { get; init; }

    /// <summary>
    /// How far the values that each layer gets reach, as <c>Detector.Calibrate</c> measures it; null for a network of floating-point
    /// numbers. With ranges, convolutions and hidden fully connected layers compute with 8 bits: a QDQ graph, with weights as signed
    /// bytes that have a scale for each filter, and feature maps as unsigned bytes. A quarter of the file.
    /// </summary>
    [JsonIgnore]
    public CalibrationRanges? Ranges { get; init; }

    /// <summary>
    /// Minimum confidence of a detection, for <see cref="OnnxOutputs.Detections"/>; 0.2 as in Darknet's <c>yolo test</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside 0 to 1.</exception>
    public float ScoreThreshold { get; init => field = InUnitRange(value, nameof(ScoreThreshold)); } = 0.2f;

    /// <summary>
    /// Of two boxes of a class that overlap by more than this IoU, the better one is kept, for <see cref="OnnxOutputs.Detections"/>;
    /// 0.4 as in Darknet's <c>yolo test</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside 0 to 1.</exception>
    public float IouThreshold { get; init => field = InUnitRange(value, nameof(IouThreshold)); } = 0.4f;

    /// <summary>
    /// What becomes of boxes that overlap, for <see cref="OnnxOutputs.Detections"/>. ONNX has no operator that lowers scores one after
    /// the other: <see cref="Suppression.Soft"/> is refused.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is <see cref="Suppression.Soft"/>, or no such kind.</exception>
    public Suppression Suppression
    {
        get;
        init => field = value is Suppression.Nms or Suppression.Fused
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value,
                $"Suppression is {value}, which a graph cannot do; take {Suppression.Nms} or {Suppression.Fused}, or export the boxes.");
    }

    private static int? AtLeastOne(int? value, string name) => value is null or >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"A batch of {value} holds no image; take 1 or more, or null for any number.");

    private static float InUnitRange(float value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be in 0..1.");
}
