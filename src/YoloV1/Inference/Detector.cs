using YoloV1.Geometry;
using YoloV1.Grid;
using YoloV1.Imaging;
using YoloV1.Models;
using YoloV1.Runtime;
using TorchSharp;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>Pictures in, detections out.</summary>
/// <remarks>Any number of threads may call one detector at once, as long as none trains or disposes its model meanwhile.</remarks>
public sealed class Detector : IDisposable
{
    private readonly YoloV1Model _model;
    private readonly bool _ownsModel;
    private readonly Device _device;
    private readonly GridDecoder _decoder;

    /// <summary>Detects with a network that the caller keeps and disposes; it is put into evaluation mode and moved to the device.</summary>
    /// <exception cref="ArgumentException">The names are not as many as the network's classes, or the device is not there.</exception>
    public Detector(YoloV1Model model, ClassNames classes, DetectorOptions? options = null)
        : this(model, classes, options ?? new DetectorOptions(), ownsModel: false)
    {
    }

    private Detector(YoloV1Model model, ClassNames classes, DetectorOptions options, bool ownsModel)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count != model.Config.ClassCount)
            throw new ArgumentException($"There are {classes.Count} class names, and the network has {model.Config.ClassCount} classes.", nameof(classes));

        (_model, Classes, Options, _ownsModel) = (model, classes, options, ownsModel);
        _device = Devices.Parse(options.Device);
        _decoder = new GridDecoder(model.Config.Grid, model.Config.BoxSizes);
        model.to(_device);
        model.eval();
    }

    /// <summary>The names of the classes it detects.</summary>
    public ClassNames Classes { get; }

    /// <summary>What it keeps, and where it runs.</summary>
    public DetectorOptions Options { get; }

    /// <summary>The network's config.</summary>
    public YoloV1Config Config => _model.Config;

    /// <summary>Opens a model file, as training writes it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a model file, or a broken one.</exception>
    public static Detector Load(string path, DetectorOptions? options = null)
    {
        TorchRuntime.EnsureLoaded();
        using var file = ModelFile.Open(path);
        return new Detector(file.CreateModel(), file.Classes, options ?? new DetectorOptions(), ownsModel: true);
    }

    /// <summary>The same network with other options; this detector keeps it and has to outlive the new one.</summary>
    public Detector With(DetectorOptions options) => new(_model, Classes, options, ownsModel: false);

    /// <summary>Detects in a picture file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PictureException">It is not a whole picture.</exception>
    public IReadOnlyList<Detection> Detect(string path) => Detect(PictureFile.Read(path));

    /// <summary>Detects in an encoded picture (JPEG, PNG, ...).</summary>
    /// <exception cref="PictureException">It is not a whole picture.</exception>
    public IReadOnlyList<Detection> Detect(Stream stream) => Detect(PictureFile.Read(stream, "stream"));

    /// <summary>Detects in pixels.</summary>
    /// <returns>What was found, the best score first; boxes as fractions of the picture, clipped to it.</returns>
    public IReadOnlyList<Detection> Detect(Picture picture) => DetectBatch([picture])[0];

    /// <summary>Detects in several pictures with one run of the network.</summary>
    /// <returns>What was found in each, in the order of the pictures.</returns>
    public IReadOnlyList<IReadOnlyList<Detection>> DetectBatch(IReadOnlyList<Picture> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Count == 0)
            return [];

        var predictions = Predict(pictures);
        var length = Config.Grid.Length;
        return [.. Enumerable.Range(0, pictures.Count).Select(i => Decode(predictions.AsSpan(i * length, length)))];
    }

    /// <summary>Disposes the network if this detector loaded it.</summary>
    public void Dispose()
    {
        if (_ownsModel)
            _model.Dispose();
    }

    private float[] Predict(IReadOnlyList<Picture> pictures)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var inputs = stack(pictures.Select(picture => PictureInput.ToTensor(picture, Config.InputSize)));   // [N, 3, H, W]
        var predictions = _model.call(inputs.to(_device));                           // [N, S, S, D]
        return predictions.cpu().contiguous().data<float>().ToArray();
    }

    private Detection[] Decode(ReadOnlySpan<float> prediction)
    {
        var candidates = new List<Detection>();
        _decoder.Decode(prediction, Options.ScoreThreshold, candidates);
        Detection[] kept = [.. candidates];
        var count = NonMaxSuppression.Keep(kept, Options.IouThreshold);
        return [.. kept.Take(count).Select(detection => detection with { Box = detection.Box.Clip() }).Where(detection => detection.Box.Area > 0)];
    }
}
