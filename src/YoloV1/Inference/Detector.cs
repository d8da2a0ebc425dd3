using System.Runtime.InteropServices;
using YoloV1.Grid;
using YoloV1.Imaging;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>Detects objects in images with a trained network.</summary>
/// <remarks>
/// Any number of threads may call one detector at once; each gets the same detections as if it called alone, and no call leaves memory
/// behind.
/// </remarks>
/// <example><code>
/// using var detector = Detector.Load("model.safetensors");
/// foreach (var (box, classId, score) in detector.Detect("image.jpg"))
///     Console.WriteLine($"{detector.Classes[classId]} {score:0.00} at ({box.CenterX:0.00}, {box.CenterY:0.00})");
/// </code></example>
public sealed partial class Detector : IDisposable
{
    private readonly InferenceNetwork _network;
    private readonly CallsUnderWay _calls;
    private readonly DetectionReader _reader;

    /// <summary>Detects with a network's weights as they are now; they are copied, and the network stays the caller's.</summary>
    /// <exception cref="ArgumentException">The number of names differs from the classes of the network, or the device is not
    /// there.</exception>
    public Detector(YoloV1Model model, ClassNames classes, DetectorOptions? options = null)
        : this(Prepare(model, classes, options ?? new DetectorOptions()), classes, options ?? new DetectorOptions(), measured: null)
    {
    }

    private Detector(InferenceNetwork network, ClassNames classes, DetectorOptions options, DetectionThresholds? measured)
    {
        (_network, Classes, Options) = (network, classes, options);
        Thresholds = options.Thresholds ?? measured ?? new DetectionThresholds();
        _calls = new CallsUnderWay(network, nameof(Detector));
        _reader = new DetectionReader(new GridDecoder(Config.Grid, Config.BoxSizes));
    }

    /// <summary>The names of the classes it detects.</summary>
    public ClassNames Classes { get; }

    /// <summary>How it was loaded.</summary>
    public DetectorOptions Options { get; }

    /// <summary>The thresholds of calls that pass none: those of the options, or else of the model file.</summary>
    public DetectionThresholds Thresholds { get; }

    /// <summary>The network's config.</summary>
    public YoloV1Config Config => _network.Config;

    /// <summary>The type that it computes in; never <see cref="Precision.Auto"/>.</summary>
    public Precision Precision => _network.Precision;

    /// <summary>
    /// Opens weights with the network that their file describes, as training writes it, or else the preset whose weights they are.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no weights file, a broken one, or of no preset.</exception>
    /// <exception cref="ArgumentException">The device is not there.</exception>
    public static Detector Load(string path, DetectorOptions? options = null)
    {
        TorchRuntime.EnsureLoaded();
        using var file = WeightsFile.Open(path);
        return Load(file, options);
    }

    /// <summary>
    /// Opens weights that do not describe their network, such as Darknet's: the config does, such as one from
    /// <see cref="Darknet.DarknetCfg.Read"/>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="config">Its network.</param>
    /// <param name="classes">The names of its classes; null for <see cref="ClassNames.Usual"/>.</param>
    /// <param name="options">Where to run, and the thresholds of calls that do not give their own.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file does not fit the network; the message names the network it fits.</exception>
    /// <exception cref="ArgumentException">The number of names differs from the classes of the network, or the device is not
    /// there.</exception>
    public static Detector Load(string path, YoloV1Config config, ClassNames? classes = null, DetectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        TorchRuntime.EnsureLoaded();
        using var file = WeightsFile.Open(path, config, classes);
        return Load(file, options);
    }

    /// <summary>Takes the weights of an open file, which may be closed then.</summary>
    /// <exception cref="InvalidDataException">The file is broken.</exception>
    /// <exception cref="ArgumentException">The device is not there.</exception>
    public static Detector Load(WeightsFile file, DetectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new DetectorOptions();
        var network = new InferenceNetwork(file.Config, file.Tensors, Devices.Parse(options.Device), options.Precision, file.Ranges);
        return new Detector(network, file.Classes, options, file.Thresholds);
    }

    /// <summary>Detects in an image file.</summary>
    /// <param name="path">A JPEG, PNG, WebP, BMP or GIF file.</param>
    /// <param name="thresholds">Which boxes are detections; null for <see cref="Thresholds"/>.</param>
    /// <inheritdoc cref="Detect(RgbImage, DetectionThresholds)" path="/returns"/>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ImageException">It is not a whole image, or beyond <see cref="DetectorOptions.ImageLimits"/>.</exception>
    public IReadOnlyList<Detection> Detect(string path, DetectionThresholds? thresholds = null) =>
        Detect(ImageFile.Read(path, Options.ImageLimits), thresholds);

    /// <summary>Detects in an encoded image (JPEG, PNG, ...).</summary>
    /// <param name="stream">The bytes of an image file.</param>
    /// <param name="thresholds">Which boxes are detections; null for <see cref="Thresholds"/>.</param>
    /// <inheritdoc cref="Detect(RgbImage, DetectionThresholds)" path="/returns"/>
    /// <exception cref="ImageException">It is not a whole image, or beyond <see cref="DetectorOptions.ImageLimits"/>.</exception>
    public IReadOnlyList<Detection> Detect(Stream stream, DetectionThresholds? thresholds = null) =>
        Detect(ImageFile.Read(stream, "stream", Options.ImageLimits), thresholds);

    /// <summary>Detects in pixels.</summary>
    /// <param name="image">The image, of any size.</param>
    /// <param name="thresholds">Which boxes are detections; null for <see cref="Thresholds"/>.</param>
    /// <returns>
    /// The detections, the best score first; boxes as fractions of the image, clipped to it. A box beside the image is left without
    /// extent, as in Darknet.
    /// </returns>
    public IReadOnlyList<Detection> Detect(RgbImage image, DetectionThresholds? thresholds = null) => DetectBatch([image], thresholds)[0];

    /// <summary>Detects in several images with one run of the network.</summary>
    /// <remarks>For many images see <see cref="DetectMany(IEnumerable{string}, DetectionThresholds, CancellationToken)"/>.</remarks>
    /// <param name="images">The images, of any sizes.</param>
    /// <param name="thresholds">Which boxes are detections; null for <see cref="Thresholds"/>.</param>
    /// <returns>The detections of each image, in the order of the images.</returns>
    /// <exception cref="ObjectDisposedException">The detector is disposed.</exception>
    public IReadOnlyList<IReadOnlyList<Detection>> DetectBatch(IReadOnlyList<RgbImage> images, DetectionThresholds? thresholds = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Array.ConvertAll(FindIn(images, thresholds), found => found.Detections);
    }

    /// <summary>All that the network says of an image: each cell's boxes and class, and which cell answers for each detection.</summary>
    /// <param name="image">The image, of any size.</param>
    /// <param name="thresholds">The thresholds; null for those of <see cref="Options"/>.</param>
    /// <returns>The cells, and the detections that <see cref="Detect(RgbImage, DetectionThresholds)"/> gives.</returns>
    /// <exception cref="ObjectDisposedException">The detector is disposed.</exception>
    public GridPrediction Explain(RgbImage image, DetectionThresholds? thresholds = null) =>
        Run([image], prediction => _reader.Explain(prediction, thresholds ?? Thresholds))[0];

    /// <summary>
    /// Frees the network's weights. Calls under way on other threads end as always, and the last of them frees; later ones, and
    /// enumerations of <see cref="DetectMany(IEnumerable{string}, DetectionThresholds, CancellationToken)"/>, get
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose() => _calls.Dispose();

    private FoundInImage[] FindIn(IReadOnlyList<RgbImage> images, DetectionThresholds? thresholds) => images.Count == 0
        ? []
        : Run(images, prediction => _reader.Read(prediction, thresholds ?? Thresholds));

    /// <summary>One run of the network; each image's prediction [S, S, D] is read before it is freed.</summary>
    private T[] Run<T>(IReadOnlyList<RgbImage> images, Func<ReadOnlySpan<float>, T> read)
    {
        using var call = _calls.Begin();
        using var scope = NewDisposeScope();
        var predictions = _network.Run(ImageInput.ToBatch(images, Config.InputSize));   // [N, S, S, D]
        var values = MemoryMarshal.Cast<byte, float>(predictions.bytes);
        var results = new T[images.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = read(values.Slice(i * Config.Grid.Length, Config.Grid.Length));
        return results;
    }

    private static InferenceNetwork Prepare(YoloV1Model model, ClassNames classes, DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count != model.Config.ClassCount)
        {
            throw new ArgumentException(
                $"{classes.Count} class names do not match the {model.Config.ClassCount} classes of the network.", nameof(classes));
        }
        var weights = new TensorDictionary(model.state_dict(), "The model");
        return new InferenceNetwork(model.Config, weights, Devices.Parse(options.Device), options.Precision);
    }
}
