using static TorchSharp.torch;

namespace YoloV1.Models;

public sealed partial class YoloV1Model
{
    /// <summary>Whether the network is the same in all places: its cells share the weights for the features around them, as a training with a shared head leaves them.</summary>
    public bool HasSharedHead => SharedHead.Of(this)?.IsShared == true && !Config.Backbone.OfType<LayerSpec.Local>().Any();

    /// <summary>A copy of the network for another size of pictures, whose cells are as many pixels wide and share the weights of these.</summary>
    /// <param name="input">The size; the stride of the network divides it.</param>
    /// <returns>The copy, on the CPU, with an S of its own.</returns>
    /// <exception cref="InvalidOperationException">The cells have each their own weights, which say nothing of others; see <see cref="HasSharedHead"/>.</exception>
    /// <exception cref="ArgumentException">The network does not take that size; the message has the numbers.</exception>
    public YoloV1Model Resized(ImageSize input)
    {
        if (!HasSharedHead)
            throw new InvalidOperationException($"The cells of this '{Config.Name}' have each their own weights, for {Config.InputSize}; a network that was trained with a shared head can be resized.");
        var head = SharedHead.Of(this)!;
        var resized = new YoloV1Model(Config with { InputSize = input, GridSize = Config.NaturalGridSize(input) * head.CellsPerFeature });
        using var noGradient = no_grad();
        var weights = resized.darknet.state_dict();
        foreach (var (name, weight) in darknet.state_dict())
            weights[name].copy_(weight);
        head.CopyTo(SharedHead.Of(resized)!);
        return resized;
    }
}
