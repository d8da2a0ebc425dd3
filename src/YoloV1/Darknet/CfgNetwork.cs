using YoloV1.Models;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Darknet;

/// <summary>The sections of a Darknet cfg file as a config.</summary>
/// <remarks>
/// Learning rates and augmentation in <c>[net]</c> are a recipe of training and no part of the network: they are checked and passed over.
/// </remarks>
internal sealed class CfgNetwork
{
    private static readonly Dictionary<string, bool> Policies =
        new[] { "constant", "step", "steps", "exp", "poly", "sig", "sigmoid", "random" }.ToDictionary(name => name, _ => true);

    private readonly List<(LayerSpec Row, CfgSection Section)> _rows = [];
    private readonly FeatureMap _input;
    private FeatureMap _shape;
    private bool _isFlat;

    private CfgNetwork(CfgSection net) => _input = _shape = ReadNet(net);

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a network of YOLOv1's kind; the message has file and line.</exception>
    public static YoloV1Config Read(string path) => Of(CfgFile.Read(path), path);

    /// <summary>The network of a file's sections.</summary>
    /// <exception cref="InvalidDataException">It is not a network of YOLOv1's kind; the message has file and line.</exception>
    public static YoloV1Config Of(IReadOnlyList<CfgSection> sections, string path)
    {
        if (sections.Count == 0)
            throw new InvalidDataException($"{path}: it is empty; a cfg begins with [net].");
        if (sections[0].Name is not ("net" or "network"))
            throw sections[0].Fault($"the first section is [{CfgSection.Shown(sections[0].Name)}]; a cfg begins with [net].");
        if (sections[^1].Name != "detection")
            throw sections[^1].Fault(
                $"the last section is [{CfgSection.Shown(sections[^1].Name)}]; a YOLOv1 network ends in [detection].");

        var network = new CfgNetwork(sections[0]);
        foreach (var section in sections.Skip(1).SkipLast(1))
            network.Add(section);
        return network.Finish(sections[^1], Path.GetFileNameWithoutExtension(path));
    }

    private static FeatureMap ReadNet(CfgSection net)
    {
        net.Pass("batch", "subdivisions", "momentum", "decay", "learning_rate", "max_batches", "burn_in");
        net.Pass("power", "step", "scale", "steps", "scales", "gamma");
        net.Pass("angle", "aspect", "saturation", "exposure", "hue", "max_crop", "min_crop", "max_ratio", "min_ratio", "center", "flip");
        net.Pass("adam", "B1", "B2", "eps", "time_steps", "notruth", "random", "clip", "inputs");
        net.Choice("policy", "constant", Policies);
        var channels = net.Int("channels", 3, 3, 3);
        var shape = new FeatureMap(channels, net.Int("height", 0, Bounds.InputSide), net.Int("width", 0, Bounds.InputSide));
        net.ThrowIfUnread();
        return shape.Length > 0 ? shape : throw net.Fault("[net] needs height and width.");
    }

    private void Add(CfgSection section)
    {
        var row = CfgLayers.Read(section, _shape);
        if (row.IsSpatial && _isFlat)
            throw section.Fault(
                $"[{section.Name}] follows a [connected], whose outputs have no rows and columns; "
                + "only [connected] and [dropout] may.");
        if (row.FaultFor(_shape) is { } fault)
            throw section.Fault($"[{section.Name}] {fault}.");
        _isFlat |= row is FullyConnected;
        _rows.Add((row, section));
        _shape = row.OutputOf(_shape);
    }

    private YoloV1Config Finish(CfgSection detection, string name)
    {
        var (grid, sizes, weights) = ReadDetection(detection);
        var output = LastOf(_rows, detection);
        var spatial = _rows.FindLastIndex(entry => entry.Row.IsSpatial) + 1;
        var rows = _rows.Select(entry => entry.Row).ToList();
        return new YoloV1Config
        {
            Name = name,
            GridSize = grid.S,
            BoxesPerCell = grid.B,
            ClassCount = grid.C,
            InputSize = new ImageSize(_input.Width, _input.Height),
            BoxSizes = sizes,
            AnyGrid = true,
            BatchNormEpsilon = BatchNormEpsilon.OutsideRoot,
            LossWeights = weights,
            Backbone = rows[..spatial],
            Head = rows[spatial..^1],
            OutputActivation = CheckOutput(output, grid, detection),
        };
    }

    private static (GridShape Grid, BoxSizeEncoding Sizes, LossWeights Weights) ReadDetection(CfgSection section)
    {
        const double Most = 1e6;
        foreach (var key in (string[])["softmax", "forced", "random", "reorg", "truth", "onlyforward", "stopbackward", "clip"])
            section.Only(key, 0);
        section.Pass("jitter", "max");
        if (section.Int("coords", 1, 4, 4) != 4)
            throw section.Fault("[detection] has no coords, and Darknet's default is 1; add coords=4.");
        var grid = new GridShape(
            section.Int("side", 7, Bounds.GridSize), section.Int("num", 1, Bounds.BoxesPerCell),
            section.Int("classes", 1, Bounds.ClassCount));
        var sizes = section.Flag("sqrt") ? BoxSizeEncoding.SquareRoot : BoxSizeEncoding.Linear;
        var weights = new LossWeights(
            section.Number("coord_scale", 1, 0, Most), section.Number("object_scale", 1, 0, Most),
            section.Number("noobject_scale", 1, 0, Most), section.Number("class_scale", 1, 0, Most), section.Flag("rescore"));
        section.ThrowIfUnread();
        return (grid, sizes, weights);
    }

    private static (FullyConnected Row, CfgSection Section) LastOf(
        List<(LayerSpec Row, CfgSection Section)> rows, CfgSection detection) => rows switch
        {
            [.., (FullyConnected { BatchNorm: false } row, var section)] => (row, section),
            [.., (FullyConnected, var section)] => throw section.Fault(
                "the last [connected] has batch_normalize=1, but the outputs are not normalized: take 0."),
            [.., (_, var section)] => throw section.Fault($"[{section.Name}] is before [detection], where YOLOv1 has a [connected]."),
            _ => throw detection.Fault("there is no layer before [detection], where YOLOv1 has a [connected]."),
        };

    private static Activation CheckOutput((FullyConnected Row, CfgSection Section) last, GridShape grid, CfgSection detection)
    {
        var needed = (long)grid.S * grid.S * (5L * grid.B + grid.C);
        if (last.Row.Outputs == needed)
            return last.Row.Activation;
        var (cells, classes) = ((long)grid.S * grid.S, (long)grid.C);
        var boxes = last.Row.Outputs % cells == 0 && (last.Row.Outputs / cells - classes) is > 0 and var rest && rest % 5 == 0
            ? $", or num={rest / 5} here"
            : "";
        throw detection.Fault(
            $"side={grid.S}, num={grid.B} and classes={grid.C} take {grid.S} x {grid.S} x ({grid.B} x 5 + {grid.C}) = {needed} outputs, "
            + $"but the [connected] before has {last.Row.Outputs}; set output={needed} there{boxes}.");
    }
}
