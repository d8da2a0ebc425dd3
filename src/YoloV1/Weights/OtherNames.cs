using YoloV1.Files;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>A network whose tensors a state dictionary has in the same order and shapes, with other words in their names.</summary>
/// <param name="Config">The network.</param>
/// <param name="Words">The words that differ: <c>'batchnorm' where 'bn' stands here</c>.</param>
internal sealed record OtherNames(YoloV1Config Config, string Words)
{
    // More words than that are another network's.
    private const int MostWords = 4;
    private const string Counter = ".num_batches_tracked";

    /// <summary>The network, of one config or of all presets; null where the tensors are none's.</summary>
    public static OtherNames? Of(YoloV1Config? config, IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        var configs = config is not null ? [config.WithoutSharedHead] : YoloV1Config.FullyConnectedPresets.SelectMany(
            preset => new[] { preset, preset.WithBatchNorm(true), preset.WithBatchNorm(false) });
        return configs.Select(known => Compare(known, tensors)).FirstOrDefault(found => found is not null);
    }

    private static OtherNames? Compare(YoloV1Config config, IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        string[] names = [.. NetworkRow.Of(config).SelectMany(row => row.State()).Select(pair => pair.Key).Where(IsCompared)];
        var stored = tensors.Where(pair => IsCompared(pair.Key)).ToArray();
        if (names.Length != stored.Length)
            return null;
        var words = names.Zip(stored, (name, pair) => WordsOf(name, pair.Key)).ToArray();
        if (words.Contains(null)
            || words.SelectMany(pairs => pairs!).Distinct().ToArray() is not { Length: > 0 and <= MostWords } differing)
            return null;
        var renamed = names.Zip(stored, (name, pair) => KeyValuePair.Create(name, pair.Value)).ToDictionary();
        return StateFit.With(config, WithBatchCounts.In(renamed)) is { IsWhole: true } fit
            ? new(fit.Config, string.Join(", ", differing.Select(pair => $"'{Printable.Of(pair.There)}' instead of '{pair.Here}'")))
            : null;
    }

    private static bool IsCompared(string name) => !name.EndsWith(Counter, StringComparison.Ordinal);

    /// <summary>The words of two names that differ; null where one name has more of them.</summary>
    private static (string There, string Here)[]? WordsOf(string here, string there)
    {
        var (ours, theirs) = (here.Split('.'), there.Split('.'));
        return ours.Length != theirs.Length ? null : [.. theirs.Zip(ours).Where(pair => pair.First != pair.Second)];
    }
}
