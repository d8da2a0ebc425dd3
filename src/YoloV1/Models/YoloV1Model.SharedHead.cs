using TorchSharp.Modules;
using static TorchSharp.torch;

namespace YoloV1.Models;

public sealed partial class YoloV1Model
{
    /// <summary>A copy of a network whose cells share their weights, for another size of pictures.</summary>
    /// <param name="input">The size; the stride of the network divides it.</param>
    /// <returns>The copy, on the CPU, with cells of as many pixels and an S of its own.</returns>
    /// <exception cref="InvalidOperationException">The cells have each their own weights, which say nothing of others; see <see cref="YoloV1Config.SharedHead"/>.</exception>
    /// <exception cref="ArgumentException">The network does not take that size; the message has the numbers.</exception>
    public YoloV1Model Resized(ImageSize input)
    {
        if (!Config.SharedHead || Config.Backbone.OfType<LayerSpec.Local>().Any())
            throw new InvalidOperationException($"Places of this '{Config.Name}' have each their own weights, for {Config.InputSize}; a network with a shared head and without locally connected layers can be resized.");
        var cells = Config.GridSize / Config.Validate().Height;
        return Copy(darknet, head, new YoloV1Model(Config with { InputSize = input, GridSize = Config.NaturalGridSize(input) * cells }));
    }

    /// <summary>A copy of a network whose cells share their weights that computes the same with a connected layer, for programs that know no other head and to let every cell learn on its own.</summary>
    /// <returns>The copy, on the CPU.</returns>
    /// <exception cref="InvalidOperationException">Its head is connected as it is.</exception>
    public YoloV1Model WithConnectedHead()
    {
        if (!Config.SharedHead)
            throw new InvalidOperationException($"The head of this '{Config.Name}' is connected as it is; a shared one can become connected.");
        var connected = new YoloV1Model(Config with { SharedHead = false });
        var output = (Conv2d)head.modules().Single(module => module is Conv2d);
        new SharedKernel(output.weight!, output.bias!, connected.Config).CopyTo((Linear)connected.head.modules().Single(module => module is Linear));
        return Copy(darknet, null, connected);
    }

    private static YoloV1Model Copy(Darknet backbone, nn.Module? head, YoloV1Model copy)
    {
        using var noGradient = no_grad();
        foreach (var (from, to) in new[] { (backbone, copy.darknet), (head, (nn.Module)copy.head) })
        {
            var weights = to.state_dict();
            foreach (var (name, weight) in from?.state_dict() ?? [])
                weights[name].copy_(weight);
        }
        return copy;
    }
}
