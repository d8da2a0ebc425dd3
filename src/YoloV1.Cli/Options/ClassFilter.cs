using System.CommandLine;

namespace YoloV1.Cli.Options;

/// <summary>The classes that a call asks for.</summary>
internal sealed class ClassFilter
{
    private readonly HashSet<int>? _ids;

    /// <param name="asked">Names with commas between, or one at a time; none for all classes.</param>
    /// <param name="classes">The classes of the model.</param>
    /// <exception cref="ArgumentException">The model has no such class.</exception>
    public ClassFilter(IReadOnlyCollection<string> asked, ClassNames classes) =>
        _ids = asked.Count == 0 ? null : [.. asked.SelectMany(word => Split(word, classes)).Select(name => IdOf(name, classes))];

    public static Option<string[]> Option() => new("--classes")
    {
        Description = "Classes to report, separated by commas. Default: all.",
    };

    /// <summary>The detections of these classes.</summary>
    public IReadOnlyList<Detection> Of(IReadOnlyList<Detection> detections) =>
        _ids is null ? detections : [.. detections.Where(detection => _ids.Contains(detection.ClassId))];

    // A name may have a comma in it.
    private static string[] Split(string word, ClassNames classes) => classes.IndexOf(word) >= 0
        ? [word]
        : word.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int IdOf(string name, ClassNames classes)
    {
        if (classes.IndexOf(name) is >= 0 and var id)
            return id;
        var hint = Spelling.Nearest(name, classes) is { } near ? $"Did you mean {near}?" : $"It has {classes}.";
        throw new ArgumentException($"--classes names '{name}', but the model has no such class. {hint}");
    }
}
