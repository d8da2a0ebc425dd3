using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TorchSharp;
using YoloV1.Files;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>A trained network in one file: safetensors whose metadata has the config, the class names and the rules of the input.</summary>
/// <example><code>
/// using var model = new YoloV1Model(YoloV1Config.Tiny.ForClasses(2));
/// ModelFile.Save(model, new ClassNames(["cat", "dog"]), "pets.safetensors");
///
/// using var file = ModelFile.Open("pets.safetensors");
/// using var same = file.CreateModel();
/// </code></example>
public sealed class ModelFile : IDisposable
{
    private const string ConfigKey = "yolov1.config";
    private const string ClassesKey = "yolov1.classes";
    private const string RangesKey = "yolov1.ranges";
    private const string ThresholdsKey = "yolov1.thresholds";

    private readonly SafetensorsFile _tensors;

    private ModelFile(SafetensorsFile tensors, YoloV1Config config, ClassNames classes) =>
        (_tensors, Config, Classes) = (tensors, config, classes);

    /// <summary>The network's config.</summary>
    public YoloV1Config Config { get; }

    /// <summary>The names of its classes.</summary>
    public ClassNames Classes { get; }

    /// <summary>The ranges of its feature maps, for prediction with 8 bits; null when they were not calibrated.</summary>
    public CalibrationRanges? Ranges { get; private init; }

    /// <summary>
    /// The thresholds to detect with: the suppression that the network was measured with, and the score with the best mean F1; null when it
    /// was not measured.
    /// </summary>
    public DetectionThresholds? Thresholds { get; private init; }

    /// <summary>Its weights.</summary>
    public ITensorSource Tensors => _tensors;

    /// <summary>Writes a network; the file appears whole or not at all.</summary>
    /// <exception cref="ArgumentException">The number of names differs from the classes of the network.</exception>
    public static void Save(YoloV1Model model, ClassNames classes, string path) => Save(model, classes, path, ranges: null);

    /// <summary>Writes a network for prediction with 8 bits or in bfloat16; the file appears whole or not at all.</summary>
    /// <param name="model">The network.</param>
    /// <param name="classes">The names of its classes.</param>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="ranges">The ranges of its feature maps, which prediction with 8 bits needs; null where not calibrated.</param>
    /// <param name="precision">
    /// <see cref="Precision.BFloat16"/> for a smaller file that prediction in bfloat16 takes as it is, with the same detections: weights of
    /// layers without batch normalization, such as the fully connected ones, have 16 bits. For all other uses they are rounded.
    /// </param>
    /// <param name="thresholds">The thresholds that it was measured best with, which <c>Detector.Load</c> takes; null for none.</param>
    /// <exception cref="ArgumentException">
    /// The number of names differs from the classes of the network, or model files do not support that precision.
    /// </exception>
    public static void Save(
        YoloV1Model model, ClassNames classes, string path, CalibrationRanges? ranges, Precision precision = Precision.Float32,
        DetectionThresholds? thresholds = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count != model.Config.ClassCount)
            throw new ArgumentException(
                $"{classes.Count} class names do not match the {model.Config.ClassCount} classes of the network.", nameof(classes));
        if (precision is not (Precision.Float32 or Precision.BFloat16))
            throw new ArgumentException(
                $"A model file stores weights in {Precision.Float32} or {Precision.BFloat16}, not in {precision}.", nameof(precision));

        var description = new Dictionary<string, string>
        {
            [ConfigKey] = JsonSerializer.Serialize(model.Config, ModelJson.Default.YoloV1Config),
            [ClassesKey] = JsonSerializer.Serialize([.. classes], ModelJson.Default.StringArray),
            [InputRules.Key] = InputRules.Of(model.Config).ToJson(),
        };
        if (ranges is not null)
            description.Add(RangesKey, JsonSerializer.Serialize(new(ranges.ByLayer), ModelJson.Default.Ranges));
        if (thresholds is not null)
            description.Add(ThresholdsKey, JsonSerializer.Serialize(thresholds, ModelJson.Default.DetectionThresholds));
        var state = model.state_dict();
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        if (precision == Precision.BFloat16)
            Round(model.Config, state);
        Safetensors.Save(state, path, description);
    }

    /// <summary>Whether a file is a model file; weights of other formats and plain safetensors are not.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no weights file, or damaged.</exception>
    public static bool IsIn(string path)
    {
        if (WeightsFormats.Of(path) != WeightsFormat.Safetensors)
            return false;
        using var file = SafetensorsFile.Open(path);
        return Describes(file);
    }

    /// <summary>Replaces the thresholds in a model file. Its weights stay unchanged.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a model file, or a broken one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Keep(string path, DetectionThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        Open(path).Dispose();
        var json = JsonSerializer.Serialize(thresholds, ModelJson.Default.DetectionThresholds);
        SafetensorsFile.ReplaceMetadata(path, text => new Dictionary<string, string>(text) { [ThresholdsKey] = json });
    }

    /// <summary>Opens a file and reads its header; weights are read by <see cref="CreateModel"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a model file, or a broken one.</exception>
    public static ModelFile Open(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such model file.", path);
        var tensors = SafetensorsFile.Open(path);
        try
        {
            var config = Read(tensors, ConfigKey, ModelJson.Default.YoloV1Config, path);
            config.Validate();
            CheckInput(tensors, config, path);
            var classes = new ClassNames(Read(tensors, ClassesKey, ModelJson.Default.StringArray, path));
            var ranges = ReadIfThere(tensors, RangesKey, ModelJson.Default.Ranges, path);
            var thresholds = ReadIfThere(tensors, ThresholdsKey, ModelJson.Default.DetectionThresholds, path);
            return classes.Count == config.ClassCount
                ? new ModelFile(tensors, config, classes) { Ranges = ranges is null ? null : new(ranges), Thresholds = thresholds }
                : throw new ArgumentException($"{classes.Count} class names do not match the {config.ClassCount} classes of the network.");
        }
        catch (Exception fault)
        {
            tensors.Dispose();
            // NotSupported comes from a row that does not say which layer it is.
            if (fault is JsonException or ArgumentException or NotSupportedException or InvalidOperationException)
            {
                var said = Printable.Of(fault.Message.ReplaceLineEndings(" "), longest: 500);
                throw new InvalidDataException($"{path}: its description of the network cannot be read: {said}", fault);
            }
            throw;
        }
    }

    /// <summary>The network with the file's weights, on the CPU and in evaluation mode.</summary>
    /// <exception cref="InvalidDataException">The weights do not match the config.</exception>
    public YoloV1Model CreateModel() => ModuleState.CreateModel(Config, _tensors);

    /// <summary>Copies the file's weights into a network of the same shape.</summary>
    /// <exception cref="InvalidDataException">A weight is missing, unknown or of another shape; nothing was copied.</exception>
    public void LoadInto(YoloV1Model model) => ModuleState.Load(model, _tensors);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _tensors.Dispose();

    /// <summary>Whether an open file describes its network; a plain safetensors file does not.</summary>
    internal static bool Describes(SafetensorsFile tensors) => tensors.Metadata.ContainsKey(ConfigKey);

    /// <summary>Rounds the weights that prediction uses unchanged, but not those with batch normalization to be folded in.</summary>
    private static void Round(YoloV1Config config, Dictionary<string, torch.Tensor> state)
    {
        foreach (var row in NetworkRow.Of(config).Where(row => row.Weights is { Norm: 0 }))
        {
            foreach (var (name, _) in row.State())
                state[name] = state[name].to(torch.ScalarType.BFloat16);
        }
    }

    // Files without rules are from before there were any.
    private static void CheckInput(SafetensorsFile tensors, YoloV1Config config, string path)
    {
        var ours = InputRules.Of(config);
        if (tensors.Metadata.TryGetValue(InputRules.Key, out var json) && InputRules.FromJson(json) is var rules && rules != ours)
            throw new InvalidDataException(
                $"{path}: its network expects images prepared as {Printable.Of(json, longest: 300)}, but this library prepares them as "
                    + $"{ours.ToJson()}; "
                + "run it in another program.");
    }

    private static T? ReadIfThere<T>(SafetensorsFile tensors, string key, JsonTypeInfo<T> type, string path)
        where T : class => tensors.Metadata.ContainsKey(key) ? Read(tensors, key, type, path) : null;

    private static T Read<T>(SafetensorsFile tensors, string key, JsonTypeInfo<T> type, string path) =>
        tensors.Metadata.TryGetValue(key, out var json) && JsonSerializer.Deserialize(json, type) is { } value
            ? value
            : throw new InvalidDataException(
                $"{path}: it has tensors but no '{key}' in its metadata, so it is not a model file of YoloV1.");
}
