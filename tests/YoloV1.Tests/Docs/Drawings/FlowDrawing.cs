namespace YoloV1.Tests.Docs.Drawings;

/// <summary>The two ways through the library: from images to a trained network, and from an image to detections.</summary>
internal static class FlowDrawing
{
    private const int Width = 103;
    private const int Step = 116;

    private static readonly (string Folder, string Does, string Gives)[] Training =
    [
        ("Data", "read, vary", "images, boxes"), ("Grid", "encode", "[N, 7, 7, 30]"), ("Models", "forward", "[N, 7, 7, 30]"),
        ("Losses", "compare", "a scalar"), ("Training", "step, average", "weights"), ("Weights", "save", "a model file"),
    ];

    private static readonly (string Folder, string Does, string Gives)[] Detecting =
    [
        ("Imaging", "read, fit", "[1, 3, 448, 448]"), ("Inference", "folded network", "[1, 7, 7, 30]"), ("Grid", "decode", "98 boxes x C"),
        ("Geometry", "suppress", "one an object"), ("Drawing", "paint", "an image"),
    ];

    public static string Draw()
    {
        var svg = new Svg(
            720, 268, "Training: Data, Grid, Models, Losses, Training, Weights. Detecting: Imaging, Inference, Grid, Geometry, Drawing");
        svg.Text(20, 32, "train", "big");
        Row(svg, 46, Training, "ta");
        svg.Text(20, 158, "predict", "big");
        Row(svg, 172, Detecting, "tb");
        return svg.ToString();
    }

    private static void Row(Svg svg, double y, (string Folder, string Does, string Gives)[] steps, string fill)
    {
        foreach (var (i, (folder, does, gives)) in steps.Index())
        {
            var x = 20 + i * Step;
            svg.Box(x, y, Width, 48, fill, corner: 5);
            svg.Text(x + Width / 2.0, y + 20, folder, "mid");
            svg.Text(x + Width / 2.0, y + 38, does, "mid small dim");
            svg.Text(x + Width / 2.0, y + 66, gives, "mid small");
            if (i > 0)
                svg.Arrow(x - Step + Width + 1, y + 24, x - 1, y + 24);
        }
    }
}
