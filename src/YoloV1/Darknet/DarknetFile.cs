using TorchSharp;
using YoloV1.Files;
using YoloV1.Models;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Darknet;

/// <summary>A Darknet weights file, open for reading as the named tensors of its network; for one thread at a time.</summary>
/// <remarks>Opening compares the file's length with the config. Each tensor is read when it is asked for.</remarks>
internal sealed class DarknetFile : ITensorSource, IDisposable
{
    private readonly FileStream _stream;
    private readonly StoredValues _values;
    private readonly OrderedDictionary<string, (DarknetTensor Tensor, long Offset)> _stored = new(StringComparer.Ordinal);
    private readonly long[] _outputs;

    private DarknetFile(string path, YoloV1Config config, DarknetHeader header, IEnumerable<DarknetTensor> stored)
    {
        (Config, Header) = (config, header);
        Tensors = new OrderedDictionary<string, TensorInfo>(NetworkRow.Of(config).SelectMany(row => row.State()), StringComparer.Ordinal);
        var offset = (long)header.Length;
        foreach (var tensor in stored)
        {
            _stored.Add(tensor.Name, (tensor, offset));
            offset += tensor.Length * sizeof(float);
        }
        _outputs = DarknetLayout.PlacesOfOutputs(config.Grid);
        _stream = RegularFile.Open(path, bufferSize: 0);
        _values = new StoredValues(_stream);
    }

    /// <summary>The network whose weights these are.</summary>
    public YoloV1Config Config { get; }

    /// <summary>The header; writing with it gives the same file again.</summary>
    public DarknetHeader Header { get; }

    /// <inheritdoc/>
    public string Place => _stream.Name;

    /// <summary>The tensors of the network's state. Tensors that Darknet does not store, such as counters, are zero.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>The tensors that the file holds, in its order.</summary>
    public IReadOnlyList<DarknetTensor> Stored => [.. _stored.Values.Select(place => place.Tensor)];

    /// <summary>Opens a file with the config of its network.</summary>
    /// <remarks>The network then adds batch normalization's epsilon outside the square root, as Darknet does on a CPU.</remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file does not fit the config; the message names the network it fits.</exception>
    public static DarknetFile Open(string path, YoloV1Config config) => Open(path, config, BatchNormEpsilon.OutsideRoot);

    /// <summary>As <see cref="Open(string, YoloV1Config)"/>, with the epsilon where the caller's network has it.</summary>
    public static DarknetFile Open(string path, YoloV1Config config, BatchNormEpsilon epsilon)
    {
        ArgumentNullException.ThrowIfNull(config);
        config = config.WithoutSharedHead;
        config.Validate();
        var header = DarknetFileInfo.Open(path).HeaderOrThrow(config);
        return new DarknetFile(path, config with { BatchNormEpsilon = epsilon }, header, DarknetLayout.Of(config));
    }

    /// <summary>Opens a file of one of several networks, or of the first layers of one. Presets are tried last.</summary>
    public static DarknetFile OpenBeginning(string path, IReadOnlyList<YoloV1Config> configs, BatchNormEpsilon epsilon)
    {
        var file = DarknetFileInfo.Open(path);
        var known = DarknetFit.Of(file);
        var fit = configs.Select(config => DarknetFit.With(file, config)).Append(known).FirstOrDefault(fit => fit.LeftoverBytes == 0)
            ?? throw new InvalidDataException(
                $"{path}: its {file.ElementCount} values do not end at a layer of '{configs[0].Name}'. {known.Advice}");
        var stored = DarknetLayout.Of(fit.Config).Where(tensor => tensor.Layer < fit.Layers);
        return new DarknetFile(path, fit.Config with { BatchNormEpsilon = epsilon }, fit.Header, stored);
    }

    /// <inheritdoc/>
    public Tensor Read(string name)
    {
        var info = Tensors.GetValueOrDefault(name)
            ?? throw new KeyNotFoundException($"{Place}: there is no tensor '{name}' in '{Config.Name}'.");
        using var scope = NewDisposeScope();
        var tensor = _stored.TryGetValue(name, out var place)
            ? Arrange(place.Tensor, Values(place.Tensor, place.Offset))
            : zeros([.. info.Shape], info.Type, CPU);
        return tensor.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void CopyTo(string name, Tensor target)
    {
        if (_stored.TryGetValue(name, out var place) && LiesAsItIs(place.Tensor))
        {
            _values.Fill(target, ScalarType.Float32, place.Offset);
            return;
        }
        using var stored = Read(name);
        using var noGradient = no_grad();
        target.copy_(stored);
    }

    /// <summary>Closes the file; tensors that were read stay.</summary>
    public void Dispose() => _stream.Dispose();

    /// <summary>Whether the file has the values of a tensor in the state_dict's order and meaning.</summary>
    private bool LiesAsItIs(DarknetTensor tensor) => tensor.Order switch
    {
        DarknetOrder.Same or DarknetOrder.MeanWithBias => true,
        DarknetOrder.Connected => !Header.Transposed,
        DarknetOrder.Variance => Config.BatchNormEpsilon == BatchNormEpsilon.OutsideRoot,
        _ => false,
    };

    private Tensor Values(DarknetTensor tensor, long offset)
    {
        long[] shape = [.. tensor.Info.Shape];
        var turned = Header.Transposed && tensor.IsMatrix;
        var values = _values.Read(new(float32, turned ? [.. shape.Reverse()] : shape), offset);
        return turned ? values.t() : values;
    }

    private Tensor Arrange(DarknetTensor tensor, Tensor values) => tensor.Order switch
    {
        // Darknet's rows in our order
        DarknetOrder.OutputRows or DarknetOrder.OutputBiases => values.index_select(0, torch.tensor(_outputs, device: CPU)),
        DarknetOrder.Variance when Config.BatchNormEpsilon == BatchNormEpsilon.InsideRoot => Normalization.ToInsideRoot(values),
        _ => values,
    };
}
