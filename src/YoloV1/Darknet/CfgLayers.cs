using YoloV1.Models;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Darknet;

/// <summary>Sections of a Darknet cfg file as layers of a table, with Darknet's defaults for missing options.</summary>
internal static class CfgLayers
{
    /// <summary>Options of every layer that this library supports only with the value 0.</summary>
    private static readonly string[] OnlyZero =
        ["truth", "onlyforward", "stopbackward", "dontsave", "dontload", "dontloadscales", "numload", "smooth", "clip"];

    private static readonly Dictionary<string, Activation> Activations = new()
    {
        ["linear"] = Activation.Linear,
        ["leaky"] = Activation.Leaky,
        ["relu"] = Activation.Relu,
        ["logistic"] = Activation.Logistic,
        ["ramp"] = Activation.Ramp,
    };

    /// <summary>The row that a section describes.</summary>
    /// <param name="section">A layer's section.</param>
    /// <param name="input">The shape of the layer's input.</param>
    /// <exception cref="InvalidDataException">The section or one of its options is unknown or outside its bounds.</exception>
    public static LayerSpec Read(CfgSection section, FeatureMap input)
    {
        foreach (var key in OnlyZero)
            section.Only(key, 0);
        LayerSpec row = section.Name switch
        {
            "convolutional" or "conv" => ReadConvolution(section),
            "maxpool" or "max" => ReadMaxPool(section, input),
            "avgpool" or "avg" => new AveragePool(),
            "local" => ReadLocal(section),
            "connected" or "conn" =>
                new FullyConnected(section.Int("output", 1, Bounds.Outputs), ReadActivation(section), section.Flag("batch_normalize")),
            "dropout" => new LayerSpec.Dropout(section.Number("probability", 0.5, 0, 0.999)),
            "crop" => ReadCrop(section),
            "net" or "network" or "detection" => throw section.Fault(
                $"[{section.Name}] is between the layers; [net] comes first, [detection] last, each once."),
            _ => throw section.Fault(
                $"[{CfgSection.Shown(section.Name)}] is not a section of YOLOv1, which has net, convolutional, maxpool, avgpool, local, "
                + "connected, dropout, crop and detection."),
        };
        section.ThrowIfUnread();
        return row;
    }

    private static Convolution ReadConvolution(CfgSection section)
    {
        section.Only("groups", 1);
        foreach (var key in (string[])["binary", "xnor", "flipped", "dot"])
            section.Only(key, 0);
        var size = section.Int("size", 1, Bounds.Window);
        var stride = section.Int("stride", 1, Bounds.Window);
        var padding = section.Int("padding", 0, Bounds.Padding);
        if (section.Flag("pad"))
            padding = size / 2;
        // Darknet takes the pixels of a 1x1 window as they lie, without steps and edges.
        if (size == 1 && (stride != 1 || padding != 0))
            throw section.Fault(
                "[convolutional] with size=1 works only at stride=1 and padding=0, in Darknet too, "
                + $"not at stride={stride} and padding={padding}.");
        var (filters, normalized) = (section.Int("filters", 1, Bounds.Filters), section.Flag("batch_normalize"));
        return new Convolution(filters, size, stride, normalized, Activation: ReadActivation(section))
        {
            Padding = padding,
        };
    }

    private static MaxPool ReadMaxPool(CfgSection section, FeatureMap input)
    {
        var stride = section.Int("stride", 1, Bounds.Window);
        var size = section.Int("size", stride, Bounds.Window);
        var plain = new MaxPool(size, stride);
        var padded = plain with { Padding = section.Int("padding", size - 1, 0, size) };
        // Where the padding changes neither the count nor the position of the windows, the row is the usual pool.
        var same = padded.Padding < 2 && plain.OutputOf(input) == padded.OutputOf(input);
        return same ? plain : padded;
    }

    private static Local ReadLocal(CfgSection section)
    {
        var size = section.Int("size", 1, Bounds.Window);
        // As it is, pad=3 would move what Darknet counts as one.
        var pad = section.Int("pad", 0, 0, 1) == 1;
        // Darknet counts outputs as if pad were size / 2 and pads by 1: only here the two agree.
        if (pad && size != 3)
            throw section.Fault($"[local] with pad=1 works only at size=3, in Darknet too, not at size={size}; take pad=0.");
        return new Local(section.Int("filters", 1, Bounds.Filters), size, section.Int("stride", 1, Bounds.Window), ReadActivation(section))
        {
            Padding = pad ? 1 : 0,
        };
    }

    private static Crop ReadCrop(CfgSection section)
    {
        section.Pass("flip", "angle", "saturation", "exposure", "shift");
        return new Crop(
            section.Int("crop_height", 1, Bounds.CropSide), section.Int("crop_width", 1, Bounds.CropSide),
            Centered: !section.Flag("noadjust"));
    }

    private static Activation ReadActivation(CfgSection section) => section.Choice("activation", "logistic", Activations);
}
