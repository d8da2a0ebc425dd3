using TorchSharp;

namespace YoloV1.Models;

/// <summary>The shapes of a layer's weights.</summary>
/// <param name="Weight">Its weight's shape.</param>
/// <param name="Bias">The length of its bias; 0 for none.</param>
/// <param name="Norm">The channels of the batch normalization behind it; 0 for none.</param>
internal sealed record WeightShapes(IReadOnlyList<long> Weight, long Bias = 0, long Norm = 0)
{
    /// <summary>Elements of the weight.</summary>
    public long WeightLength => FloatsOf(Weight).Length;

    /// <summary>What training changes, in the order of a state dictionary.</summary>
    /// <param name="weightName">The prefix of the names of weight and bias.</param>
    /// <param name="normName">The prefix of the normalization's names.</param>
    public IEnumerable<KeyValuePair<string, TensorInfo>> Parameters(string weightName, string normName)
    {
        yield return new($"{weightName}.weight", FloatsOf(Weight));
        if (Bias > 0)
            yield return new($"{weightName}.bias", FloatsOf([Bias]));
        if (Norm == 0)
            yield break;
        yield return new($"{normName}.weight", FloatsOf([Norm]));
        yield return new($"{normName}.bias", FloatsOf([Norm]));
    }

    /// <summary>The running statistics of the normalization, in the order of a state dictionary.</summary>
    public IEnumerable<KeyValuePair<string, TensorInfo>> Statistics(string normName)
    {
        if (Norm == 0)
            yield break;
        yield return new($"{normName}.running_mean", FloatsOf([Norm]));
        yield return new($"{normName}.running_var", FloatsOf([Norm]));
        yield return new($"{normName}.num_batches_tracked", new TensorInfo(torch.ScalarType.Int64, []));
    }

    private static TensorInfo FloatsOf(IReadOnlyList<long> shape) => new(torch.ScalarType.Float32, shape);
}
