using TorchSharp.Modules;
using static TorchSharp.torch;

namespace YoloV1.Models;

public sealed partial class YoloV1Model
{
    /// <summary>A copy of a network whose cells share their weights, for another size of images.</summary>
    /// <param name="input">The size; the stride of the network divides it.</param>
    /// <returns>The copy, on the CPU, with cells of as many pixels and an S of its own.</returns>
    /// <exception cref="InvalidOperationException">
    /// The cells have each their own weights, which say nothing of others; see <see cref="YoloV1Config.SharedHead"/>.
    /// </exception>
    /// <exception cref="ArgumentException">The network does not take that size; the message has the sizes.</exception>
    public YoloV1Model Resized(ImageSize input)
    {
        if (!Config.SharedHead || Config.Backbone.OfType<LayerSpec.Local>().Any())
            throw new InvalidOperationException(
                $"This '{Config.Name}' has separate weights for each location at {Config.InputSize}; "
                + "only a network with a shared head and without locally connected layers can be resized.");
        var resized = new YoloV1Model(Config.WithInputSize(input));
        resized.load_state_dict(state_dict());
        return resized;
    }

    /// <summary>A copy of a network whose cells share their weights that computes the same with a fully connected layer.</summary>
    /// <remarks>For programs that know no other head, and to let every cell learn on its own.</remarks>
    /// <returns>The copy, on the CPU.</returns>
    /// <exception cref="InvalidOperationException">Its head is fully connected as it is.</exception>
    public YoloV1Model WithFullyConnectedHead()
    {
        if (!Config.SharedHead)
            throw new InvalidOperationException(
                $"The head of this '{Config.Name}' is already fully connected; only a shared head can be converted.");
        var copy = new YoloV1Model(Config.WithoutSharedHead);
        copy.darknet.load_state_dict(darknet.state_dict());
        WriteOut((Conv2d)head.modules().Single(module => module is Conv2d), (Linear)copy.head.modules().Single(module => module is Linear));
        return copy;
    }

    /// <summary>
    /// Gives every cell of a fully connected layer the 3x3 convolution's weights for the locations around it, and else zeros.
    /// </summary>
    private void WriteOut(Conv2d shared, Linear connected)
    {
        const int Reach = 1;
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (channels, h, w) = Config.Validate();
        var (m, depth) = (Config.CellsPerPlace, Config.Grid.D);
        var kernel = shared.weight!.view(m, m, depth, channels, 1 + 2 * Reach, 1 + 2 * Reach);
        var weights = connected.weight!.zero_().view(h, m, w, m, depth, channels, h, w);
        for (var dy = -Reach; dy <= Reach; dy++)
        {
            for (var dx = -Reach; dx <= Reach; dx++)
            {
                var around = weights.diagonal(dy, 0, 6).diagonal(dx, 1, 5);          // [m, m, D, channels, rows, columns]
                around.copy_(kernel[.., .., .., .., Reach + dy, Reach + dx].unsqueeze(-1).unsqueeze(-1));
            }
        }
        connected.bias!.view(h, m, w, m, depth).copy_(shared.bias!.view(1, m, 1, m, depth));
    }
}
