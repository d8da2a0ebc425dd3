namespace YoloV1.Models;

/// <summary>Refuses settings of a network that are outside their bounds, and names the network.</summary>
/// <exception cref="ArgumentException">By each method: the setting is; the message has it and its bounds.</exception>
internal sealed class SettingCheck(string network)
{
    public void Within(Bounds bounds, string what, long value)
    {
        if (!bounds.Hold(value))
            throw new ArgumentException($"In '{network}', {what} is {value}; it must be from {bounds.Least} to {bounds.Greatest}.");
    }

    public void Window(LayerSpec row, int size, int stride, int padding)
    {
        Within(Bounds.Window, $"the window of {row}", size);
        Within(Bounds.Window, $"the stride of {row}", stride);
        Within(Bounds.Padding, $"the padding of {row}", padding);
    }

    public void IsKnown(object layer, Activation activation)
    {
        if (!Enum.IsDefined(activation))
            throw new ArgumentException(
                $"The activation of {layer} in '{network}' is not one of {string.Join(", ", Enum.GetNames<Activation>())}.");
    }

    public void IsProbability(LayerSpec row, double value)
    {
        if (value is not (>= 0 and < 1))
            throw new ArgumentException($"The probability of {row} in '{network}' must be from 0 to below 1.");
    }

    /// <summary>A file's JSON may say null where code cannot.</summary>
    public void IsThere(LayerSpec? row)
    {
        if (row is null)
            throw new ArgumentException($"A row of '{network}' is null; it must be a layer.");
    }
}
