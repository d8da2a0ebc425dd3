using System.Runtime.InteropServices;
using YoloV1.Grid;
using YoloV1.Imaging;
using YoloV1.Kernels;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>Images in, detections out.</summary>
/// <remarks>Any number of threads may call one detector at once; each finds what it would find alone, and no call leaves memory behind.</remarks>
public sealed partial class Detector : IDisposable
{
    private const int RowsWorthAThread = 64;

    private readonly InferenceNetwork _network;
    private readonly bool _ownsNetwork;
    private readonly DetectionReader _reader;

    /// <summary>Detects with a network's weights as they are now; they are copied, and the network stays the caller's.</summary>
    /// <exception cref="ArgumentException">The names are not as many as the network's classes, or the device is not there.</exception>
    public Detector(YoloV1Model model, ClassNames classes, DetectorOptions? options = null)
        : this(Prepare(model, classes, options ?? new DetectorOptions()), classes, options ?? new DetectorOptions(), ownsNetwork: true)
    {
    }

    private Detector(InferenceNetwork network, ClassNames classes, DetectorOptions options, bool ownsNetwork)
    {
        (_network, Classes, Options, _ownsNetwork) = (network, classes, options, ownsNetwork);
        _reader = new DetectionReader(new GridDecoder(Config.Grid, Config.BoxSizes), options.ScoreThreshold, options.IouThreshold);
    }

    /// <summary>The names of the classes it detects.</summary>
    public ClassNames Classes { get; }

    /// <summary>What it keeps, and where it runs.</summary>
    public DetectorOptions Options { get; }

    /// <summary>The network's config.</summary>
    public YoloV1Config Config => _network.Config;

    /// <summary>The numbers that it computes with; never <see cref="Precision.Auto"/>.</summary>
    public Precision Precision => _network.Precision;

    /// <summary>Opens weights with the network that their file describes, as training writes it, or else the preset whose weights they are.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no weights file, a broken one, or of no preset.</exception>
    /// <exception cref="ArgumentException">The device is not there.</exception>
    public static Detector Load(string path, DetectorOptions? options = null)
    {
        TorchRuntime.EnsureLoaded();
        using var file = WeightsFile.Open(path);
        return Load(file, options);
    }

    /// <summary>Opens weights that do not describe their network, such as Darknet's: the config does, such as one from <see cref="YoloV1Config.FromDarknetCfg"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">Its network.</param>
    /// <param name="classes">The names of its classes; null for <see cref="ClassNames.Usual"/>.</param>
    /// <param name="options">What to keep, and where to run.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not that network's; the message says what it fits.</exception>
    /// <exception cref="ArgumentException">The names are not as many as the network's classes, or the device is not there.</exception>
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
        return new Detector(network, file.Classes, options, ownsNetwork: true);
    }

    /// <summary>The same network with other thresholds; this detector keeps it and has to outlive the new one.</summary>
    /// <exception cref="ArgumentException">The device or the precision is another one; open the model anew for that.</exception>
    public Detector With(DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Device != Options.Device || options.Precision != Options.Precision)
            throw new ArgumentException(
                $"This detector runs on '{Options.Device}' in {Options.Precision}, and the options ask for '{options.Device}' in {options.Precision}; open the model anew for that.",
                nameof(options));
        return new Detector(_network, Classes, options, ownsNetwork: false);
    }

    /// <summary>Detects in an image file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ImageException">It is not a whole image.</exception>
    public IReadOnlyList<Detection> Detect(string path) => Detect(ImageFile.Read(path));

    /// <summary>Detects in an encoded image (JPEG, PNG, ...).</summary>
    /// <exception cref="ImageException">It is not a whole image.</exception>
    public IReadOnlyList<Detection> Detect(Stream stream) => Detect(ImageFile.Read(stream, "stream"));

    /// <summary>Detects in pixels.</summary>
    /// <returns>What was found, the best score first; boxes as fractions of the image, clipped to it. A box beside the image is left without extent, as in Darknet.</returns>
    public IReadOnlyList<Detection> Detect(RgbImage image) => DetectBatch([image])[0];

    /// <summary>Detects in several images with one run of the network.</summary>
    /// <remarks>For many images see <see cref="DetectMany(IEnumerable{string}, CancellationToken)"/>.</remarks>
    /// <returns>What was found in each, in the order of the images.</returns>
    public IReadOnlyList<IReadOnlyList<Detection>> DetectBatch(IReadOnlyList<RgbImage> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0)
            return [];

        using var scope = NewDisposeScope();
        var predictions = _network.Run(Fit(images));                               // [N, S, S, D]
        var numbers = MemoryMarshal.Cast<byte, float>(predictions.bytes);
        var detections = new IReadOnlyList<Detection>[images.Count];
        for (var i = 0; i < images.Count; i++)
            detections[i] = _reader.Read(numbers.Slice(i * Config.Grid.Length, Config.Grid.Length));
        return detections;
    }

    /// <summary>Lets the network's weights go, unless another detector lends them.</summary>
    public void Dispose()
    {
        if (_ownsNetwork)
            _network.Dispose();
    }

    private static InferenceNetwork Prepare(YoloV1Model model, ClassNames classes, DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count != model.Config.ClassCount)
            throw new ArgumentException($"There are {classes.Count} class names, and the network has {model.Config.ClassCount} classes.", nameof(classes));
        return new InferenceNetwork(model.Config, new TensorDictionary(model.state_dict(), "The model"), Devices.Parse(options.Device), options.Precision);
    }

    // Images as the network's input [N, 3, H, W], channels last, by the threads that then run the network.
    private unsafe Tensor Fit(IReadOnlyList<RgbImage> images)
    {
        var (width, height) = Config.InputSize;
        var input = empty([images.Count, height, width, RgbImage.Channels], ScalarType.Float32, CPU);   // [N, H, W, 3]
        var row = width * RgbImage.Channels;
        fixed (byte* first = input.bytes)
        {
            var numbers = (float*)first;
            foreach (var image in images)
            {
                ArgumentNullException.ThrowIfNull(image);
                var start = numbers;
                TorchThreads.For(height, RowsWorthAThread, (from, to) =>
                    ImageInput.FillRows(image, Config.InputSize, (int)from, new Span<float>(start + from * row, (int)(to - from) * row)));
                numbers += height * row;
            }
        }
        return input.permute(0, 3, 1, 2);
    }
}
