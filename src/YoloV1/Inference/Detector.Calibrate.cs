using YoloV1.Imaging;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Inference;

public sealed partial class Detector
{
    /// <summary>
    /// Measures on images the range of the values that each layer gets, which <see cref="Precision.Int8"/> has to cover. A hundred
    /// images of the kind that the network is for are enough; a <see cref="Weights.ModelFile"/> keeps the ranges.
    /// </summary>
    /// <remarks>
    /// Convolutions and fully connected layers are measured. All but the last, which gives boxes and scores, compute with 8 bits.
    /// </remarks>
    /// <exception cref="ArgumentException">There are no images.</exception>
    /// <exception cref="InvalidOperationException">This detector computes in another precision than float32.</exception>
    public CalibrationRanges Calibrate(IEnumerable<RgbImage> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (Precision != Precision.Float32)
            throw new InvalidOperationException(
                $"Ranges are measured with {Precision.Float32}, and this detector computes with {Precision}; open the model anew.");

        var ranges = new Dictionary<string, ValueRange>();
        foreach (var image in images)
        {
            using var call = _calls.Begin();
            using var scope = NewDisposeScope();
            _network.Run(ImageInput.ToBatch([image], Config.InputSize), (row, values) => Widen(ranges, row, values));
        }
        return ranges.Count > 0
            ? new CalibrationRanges(ranges)
            : throw new ArgumentException("There are no images to measure with.", nameof(images));
    }

    private static void Widen(Dictionary<string, ValueRange> ranges, NetworkRow row, Tensor values)
    {
        if (row.Spec is not (LayerSpec.Convolution or LayerSpec.FullyConnected))
            return;
        using var scope = NewDisposeScope();
        var (least, greatest) = values.aminmax();
        var range = new ValueRange(least.item<float>(), greatest.item<float>());
        ranges[row.Name] = ranges.TryGetValue(row.Name, out var before) ? before.With(range) : range;
    }
}
