using TorchSharp.Modules;
using static TorchSharp.torch;

namespace YoloV1.Kernels;

/// <summary>
/// A fully connected layer for a few images as a function that autograd goes back through: input [N, in], weight [out, in] and bias [out]
/// to [N, out]. The products are those of <see cref="SmallBatchMatMul"/>.
/// </summary>
/// <remarks>
/// Used by a network's head in training. On the way back the weight's gradient is added to the weight's own and not handed to autograd,
/// which would copy it because it is held here too: 800 MB of <c>notebook</c>. So <c>backward()</c> is all that can be asked of it.
/// </remarks>
internal sealed class SmallBatchLinear : autograd.SingleTensorFunction<SmallBatchLinear>
{
    public override string Name => nameof(SmallBatchLinear);

    /// <summary>A layer's output by this function where it is the fastest way; else the layer's own call, the plain form.</summary>
    public static Tensor Connect(Linear layer, Tensor input) => layer.bias is { } bias && SmallBatchMatMul.Suits(input, layer.weight!)
        ? apply(input.contiguous(), layer.weight!, bias)
        : layer.call(input);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (input, weight, bias) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
        ctx.save_for_backward([input, weight]);
        return SmallBatchMatMul.Connect(input, weight, bias);
    }

    /// <summary>The gradients of the input, where it asks for one, of the weight (none: see above) and of the bias.</summary>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var (gradient, saved) = (grad_output.contiguous(), ctx.get_saved_variables());
        var (input, weight) = (saved[0], saved[1]);
        if (weight.requires_grad)
            Collect(weight, SmallBatchMatMul.WeightGradient(gradient, input));
        return [input.requires_grad ? SmallBatchMatMul.InputGradient(gradient, weight) : null!, null!, gradient.sum([0])];
    }

    private static void Collect(Tensor weight, Tensor gradient)
    {
        if (weight.grad is { } before)
            before.add_(gradient);
        else
            weight.grad = gradient;
    }
}
