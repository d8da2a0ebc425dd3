using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace YoloV1.Files;

/// <summary>The parser's events one by one, and its failures told with file and line.</summary>
internal sealed class YamlEvents
{
    private const int LongestReason = 200;

    private readonly string _path;
    private readonly int _lastLine;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Stack<ParsingEvent> _open = new();

    public YamlEvents(string path, string text)
    {
        (_path, _lastLine) = (path, YamlText.LastLine(text));
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
    }

    /// <summary>The next event.</summary>
    /// <exception cref="InvalidDataException">What stands here is not YAML.</exception>
    public ParsingEvent Next()
    {
        var next = Advance();
        if (next is MappingStart or SequenceStart)
            _open.Push(next);
        else if (next is MappingEnd or SequenceEnd)
            _open.Pop();
        return next;
    }

    /// <summary>The line of an event; the parser puts values that are left out at the end of a file behind its last line.</summary>
    public long LineOf(ParsingEvent found) => LineOf(found.Start);

    /// <summary>The message for a misplaced event.</summary>
    public InvalidDataException Unexpected(ParsingEvent found) => Fault(found.Start, Correction());

    private ParsingEvent Advance()
    {
        try
        {
            if (_parser.MoveNext() && _parser.Current is { } next)
                return next;
        }
        catch (YamlException e)
        {
            throw Told(e);
        }
        // After some faults the parser fails in its own queues and stacks, with whatever they throw.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Fault(_scanner.CurrentPosition, Correction(), e);
        }
        throw Fault(_scanner.CurrentPosition, "the file ends too early; complete it.");
    }

    private long LineOf(Mark place) => Math.Clamp(place.Line, 1, _lastLine);

    private InvalidDataException Told(YamlException e)
    {
        var (place, reason) = (e.Start.Equals(Mark.Empty) ? _scanner.CurrentPosition : e.Start, e.Message);
        if (reason.Contains("tab ", StringComparison.Ordinal))
            return Fault(_scanner.CurrentPosition, "indent with spaces instead of tabs.", e);
        if (reason.Contains("escape", StringComparison.Ordinal) || reason.Contains("hexadecimal", StringComparison.Ordinal))
            return Fault(place, "in double quotes, \\ starts an escape sequence: write / in paths, or use single quotes.", e);
        return Fault(place, $"{Correction()} {Printable.Of(reason, LongestReason)}", e);
    }

    // A list or map in brackets that is not closed ends where the parser gives up, lines later.
    private string Correction() => _open.FirstOrDefault() switch
    {
        SequenceStart { Style: SequenceStyle.Flow } list => $"correct it, or close the bracket [ of line {list.Start.Line}.",
        MappingStart { Style: MappingStyle.Flow } map => $"correct it, or close the bracket {{ of line {map.Start.Line}.",
        _ => "correct it here or in the line above.",
    };

    private InvalidDataException Fault(Mark place, string advice, Exception? inner = null) =>
        YamlFault.At(_path, LineOf(place), $"this is not YAML; {advice}", inner);
}
