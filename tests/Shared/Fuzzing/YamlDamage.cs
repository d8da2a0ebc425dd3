using System.Text;
using System.Text.RegularExpressions;
using CsCheck;

namespace YoloV1.Tests;

/// <summary>Damaged YAML files.</summary>
internal static partial class YamlDamage
{
    private static readonly string[] Seeds = [.. YamlSeeds.Valid, .. YamlSeeds.Hostile];

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOfConst("[", "]", "{", "}", ",", ":", ": ", "- ", "? ", "&x ", "*x", "!x ", "!!str ", "! ", "!<", "|", ">", "|2-\n", "'",
            "\"", "#", " #", "%", "@", "`", "\\", "\\x", "\\e", "\\0"),
        Gen.OneOfConst("\n", "\r", "\r\n", "\t", "\n\t", " ", "\n  ", "\n---\n", "\n...\n", "\n%YAML 1.1\n", "\n%TAG ! x\n", "<<: ", "\0",
            "\u001b", "\u0085", "\u2028", "\ufeff", "\ud83d\udc15"),
        Gen.OneOfConst("", "~", "null", "1.0", "-1", "4294967296", "names", "names: ", "train: ", "path: ", "../..", "/dev/zero", "a: b\n",
            "[[[[[[", "{a: {a: ", "- - - "),
        Gen.String[0, 8]);

    /// <summary>A seed with bytes or tokens replaced, or the pieces of two seeds.</summary>
    public static Gen<byte[]> Any { get; } = Gen.OneOf(
        Gen.OneOfConst(Seeds).SelectMany(seed => Fuzz.Damaged(Encoding.UTF8.GetBytes(seed))),
        Gen.OneOfConst(Seeds).SelectMany(OfTokens).Select(Encoding.UTF8.GetBytes),
        Gen.Select(Gen.OneOfConst(Seeds), Gen.OneOfConst(Seeds), Gen.Int[0, 400], Gen.Int[0, 400], Piece, Splice)
            .Select(Encoding.UTF8.GetBytes),
        Piece.Array[0, 20].Select(string.Concat).Select(Encoding.UTF8.GetBytes));

    private static Gen<string> OfTokens(string seed)
    {
        Match[] tokens = [.. Token().Matches(seed).Cast<Match>()];
        var place = Gen.Int[0, tokens.Length - 1];
        return Gen.Select(place, Gen.OneOf(Piece, place.Select(other => tokens[other].Value))).Array[1, 4].Select(damages =>
        {
            var text = seed;
            foreach (var (index, piece) in damages.DistinctBy(damage => damage.Item1).OrderByDescending(damage => damage.Item1))
                text = string.Concat(text.AsSpan(0, tokens[index].Index), piece, text.AsSpan(tokens[index].Index + tokens[index].Length));
            return text;
        });
    }

    private static string Splice(string one, string other, int end, int start, string between) =>
        $"{one[..Math.Min(end, one.Length)]}{between}{other[Math.Min(start, other.Length)..]}";

    [GeneratedRegex(@"[\w./]+|\n *|[^\w\s]|[ \t\r]+")]
    private static partial Regex Token();
}
