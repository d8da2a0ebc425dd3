using TorchSharp;
using static TorchSharp.torch;

namespace YoloV1.Kernels;

/// <summary>The order of numbers in memory that convolutions on a CPU are fastest with: all channels of a pixel side by side.</summary>
/// <remarks>Shapes, values and everything that is saved stay the same; only the strides differ.</remarks>
public static class ChannelsLast
{
    // Where training took as long in either order: fewer weights for a number of the map were faster in this one, more in the usual one.
    private const int MostWeightsForANumber = 16;
    private const int UsualMap = 1 << 16;

    /// <summary>A copy of images or feature maps [N, C, H, W] in that order.</summary>
    public static Tensor Of(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);           // [N, C, H, W]
    }

    /// <summary>Puts the weights of the convolutions of a module into that order, where it pays; their gradients follow.</summary>
    public static void Apply(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        Apply(module, _ => UsualMap);
    }

    /// <summary>The same, for a module whose maps are known.</summary>
    /// <param name="module">The module.</param>
    /// <param name="mapLengthOf">How many numbers the map has that an image gets from weights of this name.</param>
    internal static void Apply(nn.Module module, Func<string, long> mapLengthOf)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var (name, parameter) in module.named_parameters().Where(named => named.parameter.dim() == 4))
            if (Pays(parameter, mapLengthOf(name)))
                parameter.set_(Of(parameter));
    }

    /// <summary>
    /// Whether weights are better off in that order. On the processor torch copies the gradients of a kernel into it number by number; for many
    /// weights of a small map, that takes longer than the order saves.
    /// </summary>
    private static bool Pays(Tensor weight, long mapLength) =>
        weight.device_type != DeviceType.CPU || weight.shape[2] * weight.shape[3] == 1 || weight.numel() < MostWeightsForANumber * mapLength;
}
