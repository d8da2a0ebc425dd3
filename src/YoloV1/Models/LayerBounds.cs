using YoloV1.Files;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Models;

/// <summary>Bounds of a network's numbers, inside of which its shapes can be counted: a config may come from a file of a stranger.</summary>
internal sealed class LayerBounds(string network)
{
    private const int LongestName = 260;
    private const int LongestSide = 1 << 14;
    private const int LargestWindow = 1023;
    private const int MostFilters = 1 << 20;
    private const int MostOutputs = 1 << 26;

    /// <summary>Refuses a config with a number outside its bounds.</summary>
    /// <exception cref="ArgumentException">There is one; the message has it.</exception>
    public static void Check(YoloV1Config config)
    {
        // A file's JSON may say null where code cannot.
        if (config.Name is null || config.Backbone is null || config.Head is null)
            throw new ArgumentException("The config has no name, no backbone or no head; each has to be there, and a head may be an empty list.");
        var bounds = new LayerBounds(Printable.Of(config.Name));
        bounds.Check("the length of its name", config.Name.Length, 0, LongestName);
        bounds.Check("S", config.GridSize, 1, 1000);
        bounds.Check("B", config.BoxesPerCell, 1, 1000);
        bounds.Check("C", config.ClassCount, 1, MostOutputs);
        bounds.Check("S x S x (5 B + C)", (long)config.GridSize * config.GridSize * (5L * config.BoxesPerCell + config.ClassCount), 1, MostOutputs);
        bounds.Check("the input's width", config.InputSize.Width, 1, LongestSide);
        bounds.Check("the input's height", config.InputSize.Height, 1, LongestSide);
        foreach (var row in config.Backbone.Concat(config.Head))
            bounds.Check(row);
        bounds.CheckActivation("the output", config.OutputActivation);
    }

    private void Check(LayerSpec? row)
    {
        switch (row)
        {
            case Convolution c:
                CheckWindow(row, c.KernelSize, c.Stride, c.Padding);
                Check($"the filters of {row}", c.Filters, 1, MostFilters);
                CheckActivation(row, c.Activation);
                break;
            case Local l:
                CheckWindow(row, l.KernelSize, l.Stride, l.Padding);
                Check($"the filters of {row}", l.Filters, 1, MostFilters);
                CheckActivation(row, l.Activation);
                break;
            case MaxPool p:
                CheckWindow(row, p.Size, p.Stride, p.Padding);
                break;
            case Crop c:
                Check($"the smaller side of {row}", Math.Min(c.Height, c.Width), 1, int.MaxValue);
                break;
            case FullyConnected c:
                Check($"the outputs of {row}", c.Outputs, 1, MostOutputs);
                CheckActivation(row, c.Activation);
                break;
            case LayerSpec.Dropout { Probability: not (>= 0 and < 1) }:
                throw new ArgumentException($"The probability of {row} in '{network}' has to be from 0 to below 1.");
            case null:
                throw new ArgumentException($"A row of '{network}' is empty; it has to be a layer.");
        }
    }

    private void CheckWindow(LayerSpec row, int size, int stride, int padding)
    {
        Check($"the window of {row}", size, 1, LargestWindow);
        Check($"the stride of {row}", stride, 1, LargestWindow);
        Check($"the padding of {row}", padding, 0, LargestWindow);
    }

    private void CheckActivation(object row, Activation activation)
    {
        if (!Enum.IsDefined(activation))
            throw new ArgumentException($"The activation of {row} in '{network}' is none of {string.Join(", ", Enum.GetNames<Activation>())}.");
    }

    private void Check(string what, long value, long low, long high)
    {
        if (value < low || value > high)
            throw new ArgumentException($"In '{network}', {what} is {value}; it has to be from {low} to {high}.");
    }
}
