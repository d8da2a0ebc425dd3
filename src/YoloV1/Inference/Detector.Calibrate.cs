using YoloV1.Imaging;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Inference;

public sealed partial class Detector
{
    /// <summary>
    /// Measures the range of each layer's input on images, as <see cref="Precision.Int8"/> needs it. A hundred
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
                $"Calibration needs {Precision.Float32}, but this detector uses {Precision}; load the model in {Precision.Float32}.");

        var ranges = new Dictionary<string, ValueRange>();
        foreach (var image in images)
        {
            using var call = _calls.Begin();
            using var scope = NewDisposeScope();
            _network.Run(ImageInput.ToBatch([image], Config.InputSize), (row, values) => Widen(ranges, row, values));
        }
        return ranges.Count > 0
            ? new CalibrationRanges(ranges)
            : throw new ArgumentException("Calibration needs at least one image.", nameof(images));
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
