using static TorchSharp.torch;

namespace YoloV1.Runtime;

/// <summary>The order of numbers in memory that convolutions on a CPU are fastest with: all channels of a pixel side by side.</summary>
/// <remarks>Shapes, values and everything that is saved stay the same; only the strides differ.</remarks>
public static class ChannelsLast
{
    /// <summary>A copy of pictures or feature maps [N, C, H, W] in that order.</summary>
    public static Tensor Of(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);           // [N, C, H, W]
    }

    /// <summary>Puts the weights of every convolution of a module into that order; their gradients follow.</summary>
    public static void Apply(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var parameter in module.parameters().Where(parameter => parameter.dim() == 4))
            parameter.set_(Of(parameter));
    }
}
