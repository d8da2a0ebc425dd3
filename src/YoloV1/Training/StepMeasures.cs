using YoloV1.Losses;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>What a step reads from its device, all of it in one transfer: the only time that a step waits for the device.</summary>
/// <param name="Loss">The loss of the batch.</param>
/// <param name="Sums">What <see cref="DetectionDiagnostics.Sums"/> gives of the batch.</param>
/// <param name="SquaresOnDevice">The sum of the squares of the gradients that are not in the processor's memory.</param>
internal sealed record StepMeasures(LossValues Loss, double[] Sums, double SquaresOnDevice)
{
    private const int LossCount = 4;

    /// <summary>What is read of a part of a batch, [11], as its device has it; nothing waits.</summary>
    /// <param name="loss">The loss of the part.</param>
    /// <param name="sums">The diagnostics' sums, [7].</param>
    public static Tensor OnDevice(LossParts loss, Tensor sums) =>
        cat([stack([loss.Coordinates, loss.Object, loss.NoObject, loss.Class]).detach(), sums]);

    /// <summary>Reads what the parts of a batch gave.</summary>
    /// <param name="parts">What <see cref="OnDevice"/> gave for each part.</param>
    /// <param name="shares">What the loss of each part counts in the batch's.</param>
    /// <param name="squaresOnDevice">A scalar; null where all gradients are in the processor's memory.</param>
    public static StepMeasures Read(IReadOnlyList<Tensor> parts, IReadOnlyList<double> shares, Tensor? squaresOnDevice)
    {
        using var scope = NewDisposeScope();
        var all = cat([.. parts, .. squaresOnDevice is null ? [] : new[] { squaresOnDevice.view(1) }]);
        double[] values = [.. all.cpu().to_type(ScalarType.Float64).data<double>()];
        var (loss, sums) = (default(LossValues), new double[DetectionDiagnostics.SumCount]);
        for (var part = 0; part < parts.Count; part++)
        {
            var its = values.AsSpan(part * (LossCount + sums.Length), LossCount + sums.Length);
            loss = loss.Plus(new LossValues(its[0], its[1], its[2], its[3]).Times(shares[part]));
            for (var i = 0; i < sums.Length; i++)
                sums[i] += its[LossCount + i];
        }
        return new(loss, sums, squaresOnDevice is null ? 0 : values[^1]);
    }
}
