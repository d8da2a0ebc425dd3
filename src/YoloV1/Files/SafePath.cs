using System.Text;

namespace YoloV1.Files;

/// <summary>Names out of a stranger's file that become names of files.</summary>
internal static class SafePath
{
    private const int LongestName = 255;

    // Windows takes these for devices, with any extension.
    private static readonly string[] Devices =
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })];

    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>The path of a file in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The file name, which must be a plain one.</param>
    /// <param name="source">The origin of the name: <c>data.yaml: split 'a/b'</c>.</param>
    /// <exception cref="InvalidDataException">The name is not plain, or a link leads out of the folder.</exception>
    public static string In(string folder, string name, string source)
    {
        if (WhyNot(name) is { } reason)
            throw new InvalidDataException($"{Printable.Line(source)} cannot be part of a file name: {reason}; rename it.");
        var path = Path.Combine(folder, name);
        return RealPath.IsWithin(RealPath.Of(path), RealPath.Of(folder)) ? path : throw new InvalidDataException(
            $"{Printable.Path(path)}: this link leads out of its folder, and is not followed; remove it.");
    }

    /// <summary>Why a name cannot be one file's name; null where it can.</summary>
    public static string? WhyNot(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return "it is empty";
        if (name.IndexOfAny(Separators) >= 0)
            return "it contains / or \\";
        if (name.Any(char.IsControl) || name.IndexOfAny(Path.GetInvalidFileNameChars()) is >= 0)
            return "it contains a character that file names cannot have";
        if (name is "." or ".." || (OperatingSystem.IsWindows() && IsOfWindows(name)))
            return "the system reserves it";
        return Encoding.UTF8.GetByteCount(name) > LongestName ? $"it is longer than {LongestName} bytes" : null;
    }

    private static bool IsOfWindows(string name) =>
        name[^1] is '.' or ' ' || Devices.Contains(name.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase);
}
