namespace YoloV1.Data;

/// <summary>Something that is wrong with a data set.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Place">The file, with the line in brackets where there is one: <c>path(line)</c>.</param>
/// <param name="Message">The problem, its bound and the remedy.</param>
internal sealed record DataFault(DataFaultKind Kind, string Place, string Message)
{
    /// <summary>One line: the file and the message.</summary>
    public override string ToString() => $"{Place}: {Message}";
}
