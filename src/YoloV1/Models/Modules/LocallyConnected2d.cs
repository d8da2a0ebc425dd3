using TorchSharp.Modules;
using YoloV1.Kernels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>A convolution whose weights are not shared: every location of the output has its own (Darknet's <c>[local]</c>).</summary>
/// <remarks>
/// The weights lie as in Darknet: by location (row by row), filter, and then channel by channel the rows of the window;
/// biases by filter and location, one for every output.
/// </remarks>
public sealed class LocallyConnected2d : Module<Tensor, Tensor>, ICastingLayer
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly FeatureMap output;
    private readonly LayerSpec.Local spec;

    /// <summary>A layer for inputs of one size, since every location counts.</summary>
    /// <param name="input">The shape of its inputs.</param>
    /// <param name="spec">Filters, window, stride, padding and activation.</param>
    /// <exception cref="ArgumentException">The window does not fit into the input.</exception>
    public LocallyConnected2d(FeatureMap input, LayerSpec.Local spec)
        : base(nameof(LocallyConnected2d))
    {
        ArgumentNullException.ThrowIfNull(spec);
        this.spec = spec;
        output = spec.OutputOf(input);
        if (output.Length < 1)
            throw new ArgumentException(
                $"A window of {spec.KernelSize}x{spec.KernelSize} does not fit into the {input} input of a [local] layer.");

        long window = (long)input.Channels * spec.KernelSize * spec.KernelSize;
        var device = get_default_device();                                           // as torch's own layers
        weight = Parameter(zeros(output.Height * output.Width, spec.Filters, window, device: device));   // [locations, filters, c * k * k]
        bias = Parameter(zeros(output.Length, device: device));                      // [filters * locations]
        Randomize(Math.Sqrt(2.0 / window));
        RegisterComponents();
    }

    ScalarType? ICastingLayer.ComputeType { get; set; }

    /// <summary>[N, channels, H, W] to [N, filters, H', W'].</summary>
    public override Tensor forward(Tensor input) => Apply(input, weight, bias, spec, output, ((ICastingLayer)this).ComputeType);

    /// <summary>The output of the layer for the given weights.</summary>
    internal static Tensor Apply(
        Tensor input, Tensor weight, Tensor bias, LayerSpec.Local spec, FeatureMap output, ScalarType? computeType = null)
    {
        // [N, channels * k * k, locations]
        var windows = functional.unfold(input, spec.KernelSize, padding: spec.Padding, stride: spec.Stride);
        var type = computeType ?? weight.dtype;
        var sums = weight.to_type(type).bmm(windows.permute(2, 1, 0).to_type(type));   // [locations, filters, N]
        var maps = sums.permute(2, 1, 0).reshape(-1, output.Length).add(bias, Scalars.One);  // [N, filters * locations]
        return spec.Activation.Of(maps.view(-1, output.Channels, output.Height, output.Width));
    }

    private void Randomize(double bound)
    {
        using var noGradient = no_grad();
        using var part = spec.Initialization == LocalInitialization.Everywhere ? weight.alias() : weight[0];
        part.uniform_(-bound, bound);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            weight.Dispose();
            bias.Dispose();
        }
        base.Dispose(disposing);
    }
}
