using YoloV1.Geometry;
using static System.FormattableString;

namespace YoloV1.Tests.Docs.Drawings;

/// <summary>The two boxes that a cell predicts, and which of them answers for the object.</summary>
internal static class ResponsibleDrawing
{
    private static readonly Box Wide = new(0.36f, 0.46f, 0.52f, 0.22f);
    private static readonly Box Near = new(0.34f, 0.37f, 0.30f, 0.42f);

    public static string Draw()
    {
        var svg = new Svg(720, 262, "A cell predicts a wide and a near box; the near one overlaps the truth more and answers for it");
        var truth = Scene.Circle.Box;
        const double Side = 300, X = 20, Y = -8;
        svg.Dot(X + truth.CenterX * Side, Y + truth.CenterY * Side, "ta", truth.Width * Side / 2);
        svg.Box(truth, X, Y, Side, "a bold");
        svg.Box(Wide, X, Y, Side, "b bold dash");
        svg.Box(Near, X, Y, Side, "c bold");
        svg.Text(X, 228, "Both boxes belong to the cell of the circle's centre.", "small dim");

        double[] columns = [330, 500, 690];
        svg.Text(columns[0], 40, "truth: orange", "big");
        var (wide, near) = (Iou.Of(Wide, truth), Iou.Of(Near, truth));
        (string, string, string)[] table =
        [
            ("", "box 0 (blue)", "box 1 (green)"),
            ("IoU with the truth", Invariant($"{wide:0.00}"), Invariant($"{near:0.00}")),
            ("answers for it", wide > near ? "yes" : "no", near > wide ? "yes" : "no"),
            ("x, y, √w, √h learn", "nothing", "the truth's"),
            ("confidence learns", "0", Invariant($"{near:0.00}, the IoU")),
            ("counts", "λnoobj = 0.5", "λcoord = 5, and 1"),
        ];
        foreach (var (i, (what, first, second)) in table.Index())
        {
            var y = 72 + 24 * i;
            svg.Text(columns[0], y, what, "dim");
            svg.Text(columns[1] + 50, y, first, "end");
            svg.Text(columns[2], y, second, "end");
        }
        svg.Text(columns[0], 228, "The classes are the cell's: learned once, whichever box answers.", "small dim");
        return svg.ToString();
    }
}
