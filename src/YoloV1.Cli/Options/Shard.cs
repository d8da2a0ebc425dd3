using System.CommandLine;
using System.Text.RegularExpressions;

namespace YoloV1.Cli.Options;

/// <summary>One of N parts of the images: those at the positions Index, Index + N, Index + 2 N and so on.</summary>
/// <param name="Index">The part, from 0.</param>
/// <param name="Count">N.</param>
internal sealed partial record Shard(int Index, int Count)
{
    private const int Most = 100_000;

    /// <summary>All images.</summary>
    public static Shard Whole { get; } = new(0, 1);

    public static Option<Shard> Option() => new("--shard")
    {
        Description = "Process only part I of N, counting from 0: every N-th image. 3/64 is the fourth of 64 parts.",
        HelpName = "I/N",
        DefaultValueFactory = _ => Whole,
        CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            if (Form().Match(word) is { Success: true, Groups: var numbers } && int.TryParse(numbers[1].ValueSpan, out var index)
                && int.TryParse(numbers[2].ValueSpan, out var count) && index < count && count <= Most)
                return new(index, count);
            result.AddError($"--shard is '{word}'; give I/N, I from 0 to N - 1: 0/4 to 3/4 for 4 parts.");
            return null;
        },
    };

    /// <summary>The images of the part, in their order.</summary>
    public IReadOnlyList<ImageSource> Of(IReadOnlyList<ImageSource> images) =>
        Count == 1 ? images : [.. images.Where((_, place) => place % Count == Index)];

    public override string ToString() => $"{Index}/{Count}";

    [GeneratedRegex(@"^(\d{1,6})/(\d{1,6})$")]
    private static partial Regex Form();
}
