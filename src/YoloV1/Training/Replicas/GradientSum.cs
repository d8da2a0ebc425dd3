using TorchSharp.Modules;
using YoloV1.Kernels;
using YoloV1.Ranks;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>Adds up the gradients of all ranks, in their order.</summary>
internal sealed class GradientSum
{
    // Of 4 bytes. Larger pieces are no faster, and take memory three times over.
    private const int PieceLength = 4_000_000;

    private readonly RankGroup _ranks;
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly List<List<Slice>> _pieces;
    private readonly float[] _values;

    /// <param name="ranks">The processes.</param>
    /// <param name="parameters">What has gradients, the same in each.</param>
    public GradientSum(RankGroup ranks, IReadOnlyList<Parameter> parameters)
    {
        (_ranks, _parameters) = (ranks, parameters);
        _pieces = Cut([.. parameters.Select(parameter => parameter.numel())]);
        _values = new float[Padded(PieceLength)];
    }

    /// <summary>The sum of the first ranks' gradients takes the place of each rank's.</summary>
    public void Run(int ranks)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var gradients = _parameters.Select(GradientOf).ToArray();
        var near = gradients.Select(gradient => gradient.cpu()).ToArray();
        var elements = near.Select(gradient => new FlatTensor(gradient)).ToArray();
        foreach (var piece in _pieces)
        {
            foreach (var slice in piece)
                elements[slice.Parameter].Slice(slice.Start, slice.Length).CopyTo(_values.AsSpan(slice.Place));
            _ranks.Sum(_values.AsSpan(0, Padded(piece.Sum(slice => slice.Length))), ranks);
            foreach (var slice in piece)
                _values.AsSpan(slice.Place, slice.Length).CopyTo(elements[slice.Parameter].Slice(slice.Start, slice.Length));
        }
        foreach (var (gradient, sum) in gradients.Zip(near).Where(pair => pair.First.device_type != TorchSharp.DeviceType.CPU))
            gradient.copy_(sum);
    }

    private static Tensor GradientOf(Parameter parameter)
    {
        if (parameter.grad is null)
            parameter.grad = zeros_like(parameter);
        return parameter.grad!;
    }

    private static List<List<Slice>> Cut(long[] lengths)
    {
        var (pieces, place) = (new List<List<Slice>>(), PieceLength);
        foreach (var (parameter, length) in lengths.Index())
        {
            for (var start = 0L; start < length;)
            {
                if (place == PieceLength)
                {
                    pieces.Add([]);
                    place = 0;
                }
                var slice = new Slice(parameter, start, place, (int)Math.Min(PieceLength - place, length - start));
                pieces[^1].Add(slice);
                (start, place) = (start + slice.Length, place + slice.Length);
            }
        }
        return pieces;
    }

    private int Padded(int length) => (length + _ranks.Count - 1) / _ranks.Count * _ranks.Count;

    /// <summary>Some elements of a parameter, and their place in a piece.</summary>
    private readonly record struct Slice(int Parameter, long Start, int Place, int Length);
}
