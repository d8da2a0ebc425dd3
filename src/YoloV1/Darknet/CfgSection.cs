using System.Text.RegularExpressions;
using YoloV1.Files;
using YoloV1.Models;

namespace YoloV1.Darknet;

/// <summary>A section of a Darknet cfg file: a name in brackets, and the options under it, each read once and in its bounds.</summary>
/// <remarks>
/// Of a value the digits count that it starts with, as for C's atoi and atof: <c>filters=8#eight</c> is 8. One that starts with none
/// is refused.
/// </remarks>
internal sealed partial class CfgSection(string path, string name, int line)
{
    private readonly Dictionary<string, (string Value, int Line)> _options = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public string Name => name;

    public void Add(string key, string value, int at)
    {
        if (!_options.TryAdd(key, (value, at)))
            throw Fault(at, $"'{key}' is already in line {_options[key].Line}; keep one of the two.");
    }

    public int Int(string key, int otherwise, int low, int high) =>
        Read(key) is not { } text ? otherwise
        : NumberText.TryReadWhole(WholeStart().Match(text).ValueSpan, out var value) && value >= low && value <= high
            ? value
        : throw Outside(key, $"a whole number from {low} to {high}");

    public int Int(string key, int otherwise, Bounds bounds) => Int(key, otherwise, bounds.Least, bounds.Greatest);

    public double Number(string key, double otherwise, double low, double high) =>
        Read(key) is not { } text ? otherwise
        : ToNumber(text) is { } value && value >= low && value <= high ? value
        : throw Outside(key, FormattableString.Invariant($"a number from {low} to {high}"));

    /// <summary>Numbers separated by commas; empty if the option is missing.</summary>
    public IReadOnlyList<double> Numbers(string key)
    {
        Pass(key);
        return Read(key) is { } text ? [.. text.Split(',').Select(part => ToNumber(part)!.Value)] : [];
    }

    /// <summary>An option that is on at any value but 0.</summary>
    public bool Flag(string key, bool otherwise = false) => Int(key, otherwise ? 1 : 0, -int.MaxValue, int.MaxValue) != 0;

    public T Choice<T>(string key, string otherwise, IReadOnlyDictionary<string, T> choices)
    {
        var text = Read(key) ?? otherwise;
        if (choices.TryGetValue(text, out var value))
            return value;
        var absent = _options.ContainsKey(key) ? "" : " (Darknet's default)";
        throw Fault(LineOf(key), $"{key}={Shown(text)}{absent} is not supported; take {string.Join(", ", choices.Keys)}.");
    }

    /// <summary>An option of Darknet's that this library knows at one value only.</summary>
    public void Only(string key, double value)
    {
        if (Read(key) is { } text && ToNumber(text) != value)
            throw Outside(key, FormattableString.Invariant($"{key}={value}, the only supported value"));
    }

    /// <summary>Training options that are not part of the network: numbers, separated by commas if there are several.</summary>
    public void Pass(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Read(key) is { } text && !text.Split(',').All(part => ToNumber(part) is not null))
                throw Outside(key, "a number, or several separated by commas");
        }
    }

    public void ThrowIfUnread()
    {
        foreach (var (key, (_, at)) in _options.Where(option => !_read.Contains(option.Key)).Take(1))
            throw Fault(
                at,
                $"'{Shown(key)}' is not an option of [{Shown(name)}]; "
                + $"remove it, or correct it to one of {string.Join(", ", _read.Order(StringComparer.Ordinal))}.");
    }

    public InvalidDataException Fault(string message) => Fault(line, message);

    public InvalidDataException Fault(int at, string message) => new($"{path}({at}): {message}");

    /// <summary>Text of a file as a message can show it: short, and on one line.</summary>
    public static string Shown(string text) => Printable.Of(text, longest: 40);

    private static double? ToNumber(string text) =>
        NumberText.TryRead(NumberStart().Match(text).ValueSpan, out double value) ? value : null;

    private string? Read(string key)
    {
        _read.Add(key);
        return _options.TryGetValue(key, out var option) ? option.Value : null;
    }

    private InvalidDataException Outside(string key, string bound) =>
        Fault(LineOf(key), $"{key}={Shown(_options[key].Value)} in [{name}] must be {bound}.");

    private int LineOf(string key) => _options.TryGetValue(key, out var option) ? option.Line : line;

    [GeneratedRegex(@"^[+-]?[0-9]+")]
    private static partial Regex WholeStart();

    [GeneratedRegex(@"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")]
    private static partial Regex NumberStart();
}
