using System.Text;
using System.Text.RegularExpressions;
using YoloV1.Data;
using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Cli.Options;

/// <summary>A pattern of paths: * for any letters of a name, ? for one, ** for any folders.</summary>
internal sealed class Glob
{
    private const char Slash = '/';

    private readonly string _names;

    private Glob(string folder, string names) => (Folder, _names) = (folder, names);

    /// <summary>The folder before the first of these signs; empty where there is none.</summary>
    public string Folder { get; }

    /// <summary>The pattern; null where a path has no such sign.</summary>
    public static Glob? TryParse(string path)
    {
        var sign = path.AsSpan().IndexOfAny('*', '?');
        if (sign < 0)
            return null;
        var pattern = WithSlashes(path);
        var end = pattern.LastIndexOf(Slash, sign);
        return new(end == 0 ? "/" : path[..Math.Max(0, end)], pattern[(end + 1)..]);
    }

    /// <summary>
    /// The files that match. Only images if the last name of the pattern ends with *, and hidden files only if it begins with a dot.
    /// </summary>
    /// <param name="unnamed">Receives the folders and the matching files whose names are not UTF-8.</param>
    public IEnumerable<string> Files(Action<string>? unnamed = null)
    {
        var root = Folder.Length == 0 ? "." : Folder;
        if (!Directory.Exists(root))
            return [];
        var matcher = Matcher();
        var takesHidden = FolderContent.IsHidden(_names);
        var files = _names.Contains(Slash, StringComparison.Ordinal) || _names.Contains("**", StringComparison.Ordinal)
            ? new FolderWalk(root, IsMeant, unnamed).Files()
            : Directory.EnumerateFiles(root).Where(path => IsMeant(path) && FolderWalk.HasName(path, unnamed));
        return files.Select(path => Folder.Length == 0 ? Path.GetRelativePath(root, path) : path);

        bool IsMeant(string path) => matcher.IsMatch(WithSlashes(Path.GetRelativePath(root, path)))
            && (!_names.EndsWith('*') || ImageFile.HasExtension(path)) && (takesHidden || !FolderContent.IsHidden(path));
    }

    private static string WithSlashes(string path) => OperatingSystem.IsWindows() ? path.Replace('\\', Slash) : path;

    private Regex Matcher()
    {
        var expression = new StringBuilder("^");
        for (var i = 0; i < _names.Length; i++)
        {
            if (_names.AsSpan(i).StartsWith("**/"))
            {
                expression.Append("(?:.*/)?");
                i += 2;
            }
            else if (_names.AsSpan(i).StartsWith("**"))
            {
                expression.Append(".*");
                i++;
            }
            else
            {
                expression.Append(_names[i] switch { '*' => "[^/]*", '?' => "[^/]", var letter => Regex.Escape($"{letter}") });
            }
        }
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline;
        return new(expression.Append('$').ToString(), OperatingSystem.IsWindows() ? options | RegexOptions.IgnoreCase : options);
    }
}
