using System.Globalization;
using System.Security;
using System.Text;

namespace YoloV1.Tests.Docs.Drawings;

/// <summary>A drawing of lines, boxes and words on a sheet of its own, so that it can be read on light and on dark pages.</summary>
/// <remarks>Styles are names of the classes below: "ink" and "dim" for words, "line", "a", "b", "c" and so on for shapes.</remarks>
internal sealed class Svg
{
    private const string Styles = """
        text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#24292f}
        .mono{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12px}.small{font-size:11px}.big{font-size:15px;font-weight:600}
        .dim{fill:#656d76}.mid{text-anchor:middle}.end{text-anchor:end}
        .sheet{fill:#fdfdfc;stroke:#d0d7de}.cell{fill:none;stroke:#afb8c1}.line{fill:none;stroke:#57606a;stroke-width:1.3}
        .thin{fill:none;stroke:#afb8c1;stroke-dasharray:3 3}.bold{stroke-width:2.5}.dash{stroke-dasharray:5 4}
        .a{fill:none;stroke:#d55e00}.b{fill:none;stroke:#0072b2}.c{fill:none;stroke:#009e73}.d{fill:none;stroke:#8250df}
        .fa{fill:#d55e00}.fb{fill:#0072b2}.fc{fill:#009e73}.fd{fill:#8250df}
        .ta{fill:#d55e00;fill-opacity:.18}.tb{fill:#0072b2;fill-opacity:.18}.tc{fill:#009e73;fill-opacity:.18}
        .td{fill:#8250df;fill-opacity:.18}
        .te{fill:#afb8c1;fill-opacity:.25}
        @media(prefers-color-scheme:dark){text{fill:#e6edf3}.dim{fill:#9198a1}.sheet{fill:#161b22;stroke:#3d444d}.cell,.thin{stroke:#59636e}
        .line{stroke:#9198a1}.a{stroke:#ff9d4d}.b{stroke:#58a6ff}.c{stroke:#3fd0a4}.d{stroke:#bc8cff}
        .fa{fill:#ff9d4d}.fb{fill:#58a6ff}.fc{fill:#3fd0a4}.fd{fill:#bc8cff}}
        """;

    private readonly StringBuilder _shapes = new();
    private readonly string _head;

    /// <summary>An empty sheet.</summary>
    /// <param name="width">Its width; a page shows it at that many pixels.</param>
    /// <param name="height">Its height.</param>
    /// <param name="title">What it shows, for those who cannot see it.</param>
    public Svg(int width, int height, string title)
    {
        _head = $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">
            <title>{SecurityElement.Escape(title)}</title>
            <style>{Styles}</style>
            <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
            <path class="dim" d="M0 0L8 4L0 8z"/></marker></defs>

            """.ReplaceLineEndings("\n");
        Box(0.5, 0.5, width - 1, height - 1, "sheet", corner: 8);
    }

    public void Box(double x, double y, double width, double height, string style, double corner = 0) =>
        Add($"<rect class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\""
            + $"{(corner > 0 ? $" rx=\"{N(corner)}\"" : "")}/>");

    public void Line(double x1, double y1, double x2, double y2, string style = "line") =>
        Add($"<line class=\"{style}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>");

    public void Arrow(double x1, double y1, double x2, double y2, bool bothEnds = false) =>
        Add($"<line class=\"line\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" marker-end=\"url(#tip)\""
            + $"{(bothEnds ? " marker-start=\"url(#tip)\"" : "")}/>");

    public void Dot(double x, double y, string style, double radius = 4) =>
        Add($"<circle class=\"{style}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"/>");

    public void Curve(IEnumerable<(double X, double Y)> points, string style) =>
        Add($"<polyline class=\"{style}\" points=\"{string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"))}\"/>");

    public void Text(double x, double y, string text, string style = "") =>
        Add($"<text{(style.Length > 0 ? $" class=\"{style}\"" : "")} x=\"{N(x)}\" y=\"{N(y)}\">{SecurityElement.Escape(text)}</text>");

    /// <summary>A square of S x S cells.</summary>
    public void Grid(double x, double y, double side, int s)
    {
        for (var i = 0; i <= s; i++)
        {
            Line(x + i * side / s, y, x + i * side / s, y + side, "cell");
            Line(x, y + i * side / s, x + side, y + i * side / s, "cell");
        }
    }

    /// <summary>A box of an image that is drawn as a square.</summary>
    public void Box(Box box, double x, double y, double side, string style) =>
        Box(x + box.Left * side, y + box.Top * side, box.Width * side, box.Height * side, style);

    public override string ToString() => $"{_head}{_shapes}</svg>\n";

    private void Add(string shape) => _shapes.Append(shape).Append('\n');

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
