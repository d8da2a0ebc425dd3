using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;

namespace YoloV1.Tests;

/// <summary>Damaged files: each is read, or refused in one clear line, in memory of its own size and a bound.</summary>
internal static partial class Fuzz
{
    /// <summary>Managed memory that a reader may take for a small file, whatever the file says.</summary>
    private const int MostManagedBytes = 1 << 22;

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.OneOfConst("-1", "0", "1", "2", "7", "1.5", "1e999", "1e9", "2147483647", "2147483648", "4294967296", "9223372036854775807",
            "9223372036854775808"),
        Gen.OneOfConst(
            "null", "true", "[]", "{}", "[1]", "[null]", "[[[[[[]]]]]]", "\"\"", "\"F32\"", "\"BF16\"", "\"\\ud800\"", "\"\\u0000\"",
            "\"NaN\"", "\"-Infinity\""),
        Gen.OneOfConst(",", ":", "", " ", "{", "}", "[", "]"),
        Gen.Int[-3, 1 << 20].Select(number => number.ToString(CultureInfo.InvariantCulture)), Gen.String[0, 6]
            .Select(text => $"\"{text}\""));

    private static readonly string[] StrangeWords =
    [
        "", " ", "\t", "\n", "\r", "\r\n", "\0", "\ufeff", "\u001b[2J", "\u202e", "\u2028", "\ud83d\udc15", "\ufffd", "%s%n",
        "../../x", "/dev/zero", "-1", "0", "-0", "1e999", "nan", "NaN", "inf", "-Infinity", "1,5", "0x10", "2147483648",
        "9223372036854775808", "1e-400", "#", ";", "=", "<", ">", "&lt;", "&#0;", "<!DOCTYPE a>", "<!-- ", "]]>", "\"", "'",
    ];

    private static readonly Gen<byte[]> Bytes = Gen.OneOf(
        Gen.Byte.Array[0, 12],
        Gen.OneOfConst<byte[]>([0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0], [0, 0, 0, 0x80], [1, 0, 0, 0],
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]));

    /// <summary>Files a test tries; YOLOV1_FUZZ=100000 makes it so many.</summary>
    public static long Budget { get; } =
        long.TryParse(Environment.GetEnvironmentVariable("YOLOV1_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : 1500;

    /// <summary>A file with some places overwritten, removed, put in or written again, and perhaps cut short.</summary>
    public static Gen<byte[]> Damaged(byte[] file) =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, file.Length], Gen.Int[0, 40], Bytes).Array[1, 4].Select(damages =>
        {
            var bytes = file.ToList();
            foreach (var (kind, place, length, piece) in damages)
            {
                var at = Math.Min(place, bytes.Count);
                var some = Math.Min(length, bytes.Count - at);
                if (kind is 0 or 1)
                    bytes.RemoveRange(at, kind == 0 ? Math.Min(piece.Length, bytes.Count - at) : some);
                if (kind is 0 or 2)
                    bytes.InsertRange(at, piece);
                else if (kind == 3)
                    bytes.InsertRange(at, bytes.GetRange(at, some));
                else if (kind == 4 && length == 0)
                    bytes.RemoveRange(at, bytes.Count - at);
            }
            return bytes.ToArray();
        });

    /// <summary>A text of JSON with some of its values, names or signs replaced by others.</summary>
    public static Gen<string> DamagedJson(string json)
    {
        Match[] tokens = [.. Token().Matches(json).Cast<Match>()];
        return Gen.Select(Gen.Int[0, tokens.Length - 1],
            Gen.OneOf(Value, Gen.Int[0, tokens.Length - 1].Select(other => tokens[other].Value))).Array[1, 3].Select(damages =>
        {
            var text = json;
            foreach (var (index, value) in damages.DistinctBy(damage => damage.Item1).OrderByDescending(damage => damage.Item1))
                text = string.Concat(text.AsSpan(0, tokens[index].Index), value, text.AsSpan(tokens[index].Index + tokens[index].Length));
            return text;
        });
    }

    /// <summary>A text with some of its words, signs and line ends replaced, and perhaps bytes of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Words that stand in place of others.</param>
    public static Gen<byte[]> DamagedText(string text, params string[] words)
    {
        Match[] places = [.. Word().Matches(text).Cast<Match>()];
        var word = Gen.OneOf(Gen.OneOfConst(words), Gen.OneOfConst(StrangeWords), Gen.String[0, 8],
            Gen.Int[0, places.Length - 1].Select(other => places[other].Value));
        var damaged = Gen.Select(Gen.Int[0, places.Length - 1], word).Array[1, 4].Select(damages =>
        {
            var result = text;
            foreach (var (index, value) in damages.DistinctBy(damage => damage.Item1).OrderByDescending(damage => damage.Item1))
                result = string.Concat(
                    result.AsSpan(0, places[index].Index), value, result.AsSpan(places[index].Index + places[index].Length));
            return Encoding.UTF8.GetBytes(result);
        });
        return Gen.OneOf(damaged, Damaged(Encoding.UTF8.GetBytes(text)), damaged.SelectMany(Damaged));
    }

    /// <summary>Runs a reader, which may refuse its file in one line, and counts the memory that it takes.</summary>
    /// <param name="read">The reader.</param>
    /// <param name="documented">What it may throw besides <see cref="InvalidDataException"/>.</param>
    public static void ReadOrRefused(Action read, params Type[] documented) => ReadOrRefused(read, MostManagedBytes, documented);

    /// <summary>As <see cref="ReadOrRefused(Action, Type[])"/>, within another bound on managed memory.</summary>
    public static void ReadOrRefused(Action read, long mostBytes, params Type[] documented)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
        }
        catch (Exception refusal) when (refusal is InvalidDataException || documented.Contains(refusal.GetType()))
        {
            refusal.Message.Should().NotContainAny("\n", "\r").And.Match("*.*");
            refusal.Message.Length.Should().BeInRange(20, 1000, "a message is one line: {0}", refusal.Message);
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(mostBytes);
    }

    [GeneratedRegex(@"[\w.+-]+|\r?\n|[^\w\s]|[ \t]+")]
    private static partial Regex Word();

    [GeneratedRegex("""\"(?:[^"\\]|\\.)*\"|-?[0-9.]+|true|false|null|[{}\[\],:]""")]
    private static partial Regex Token();
}
