using System.Net;

namespace YoloV1.Cli.Reports;

/// <summary>Pieces of a page.</summary>
internal static class Html
{
    /// <summary>Text of whatever signs.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A table of texts; the first column has names, the others have numbers.</summary>
    public static string Table(IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows) =>
        $"<div class=\"wide\"><table><thead><tr>{Cells("th", head)}</tr></thead>"
        + $"<tbody>{string.Concat(rows.Select(row => $"<tr>{Cells("td", row)}</tr>\n"))}</tbody></table></div>\n";

    /// <summary>An image within the page.</summary>
    /// <param name="bytes">Its file.</param>
    /// <param name="type">The file's kind, such as <c>image/png</c>.</param>
    /// <param name="description">The alternative text.</param>
    public static string Image(byte[] bytes, string type, string description) =>
        $"<img src=\"data:{type};base64,{Convert.ToBase64String(bytes)}\" alt=\"{Text(description)}\" loading=\"lazy\">";

    /// <summary>Three digits, or a dash.</summary>
    public static string Number(double? value) => value is { } number ? FormattableString.Invariant($"{number:0.000}") : "–";

    /// <summary>A part of a whole in percent, or a dash.</summary>
    public static string Percent(double? value) => value is { } number ? FormattableString.Invariant($"{100 * number:0.0} %") : "–";

    private static string Cells(string tag, IEnumerable<string> cells) =>
        string.Concat(cells.Select(cell => $"<{tag}>{Text(cell)}</{tag}>"));
}
