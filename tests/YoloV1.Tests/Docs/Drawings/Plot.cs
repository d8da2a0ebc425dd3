namespace YoloV1.Tests.Docs.Drawings;

/// <summary>Axes with their names and numbers, and curves on them.</summary>
internal sealed class Plot(Svg svg, double x, double y, double width, double height, double right, double top)
{
    /// <summary>The axes, with a number at each step.</summary>
    public void Axes(string horizontal, string vertical, double stepRight, double stepUp, Func<double, string> format)
    {
        svg.Line(x, y, x, y + height);
        svg.Line(x, y + height, x + width, y + height);
        for (var value = 0.0; value <= right * 1.0001; value += stepRight)
            svg.Text(At(value, 0).X, y + height + 16, format(value), "mid small dim");
        for (var value = 0.0; value <= top * 1.0001; value += stepUp)
            svg.Text(x - 6, At(0, value).Y + 4, format(value), "end small dim");
        svg.Text(x + width / 2, y + height + 34, horizontal, "mid small");
        svg.Text(x, y - 10, vertical, "small");
    }

    public void Curve(IEnumerable<(double X, double Y)> points, string style) =>
        svg.Curve(points.Select(point => At(point.X, point.Y)), style);

    public void Dot(double right, double up, string style, double radius = 4) => svg.Dot(At(right, up).X, At(right, up).Y, style, radius);

    /// <summary>Where a point of the plot is on the sheet.</summary>
    public (double X, double Y) At(double value, double up) => (x + value / right * width, y + height - up / top * height);
}
