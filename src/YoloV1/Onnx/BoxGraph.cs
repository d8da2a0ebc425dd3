namespace YoloV1.Onnx;

/// <summary>From the values of the grid to boxes with scores, as the grid's decoder computes them.</summary>
internal sealed class BoxGraph(GraphBuilder graph, GridShape grid, BoxSizeEncoding sizes)
{
    /// <summary>Adds the nodes.</summary>
    /// <param name="cells">[N, S * S * D].</param>
    /// <returns>Upper left and lower right corners [N, S * S * B, 2] each, and scores [N, S * S, B, C].</returns>
    public (string Upper, string Lower, string Scores) Add(string cells)
    {
        var parts = graph.Add(
            "Split", "cells.split",
            [
                graph.Reshape("cells", cells, 0, grid.CellCount, grid.D),
                graph.Constant("cells.channels", GridShape.BoxChannels * grid.B, grid.C),
            ],
            ["cells.boxes", "cells.classes"], Attributes.Of("axis", 2));               // [N, S * S, 5 B], [N, S * S, C]
        var channels = graph.Add(
            "Split", "boxes.split",
            [graph.Reshape("boxes.channels", parts[0], 0, grid.BoxCount, GridShape.BoxChannels), graph.Constant("boxes.parts", 2, 2, 1)],
            ["boxes.xy", "boxes.wh", "boxes.confidence"], Attributes.Of("axis", 2));   // [N, S * S * B, 2], the same, [.., 1]
        var (upper, lower) = AddCorners(channels[0], channels[1]);
        return (upper, lower, AddScores(channels[2], parts[1]));
    }

    private (string Upper, string Lower) AddCorners(string xy, string wh)
    {
        var corners = graph.Constant("grid.columns_and_rows", ColumnsAndRows(), 1, grid.BoxCount, 2);
        var inGrid = graph.Add("Add", "boxes.in_grid", [xy, corners]);
        var center = graph.Add("Div", "boxes.center", [inGrid, graph.Constant("grid.size", [(float)grid.S], 1)]);
        var size = sizes == BoxSizeEncoding.SquareRoot ? graph.Add("Mul", "boxes.size", [wh, wh]) : wh;
        var half = graph.Add("Mul", "boxes.half_size", [size, graph.Constant("half", [0.5f], 1)]);
        return (graph.Add("Sub", "boxes.upper_left", [center, half]), graph.Add("Add", "boxes.lower_right", [center, half]));
    }

    private string AddScores(string confidence, string classes) => graph.Add(
        "Mul", "boxes.scores",
        [
            graph.Reshape("boxes.confidences", confidence, 0, grid.CellCount, grid.B, 1),
            graph.Reshape("boxes.classes", classes, 0, grid.CellCount, 1, grid.C),
        ]);

    private float[] ColumnsAndRows() =>
    [
        .. from box in Enumerable.Range(0, grid.BoxCount)
           let cell = box / grid.B
           from at in new[] { cell % grid.S, cell / grid.S }
           select (float)at,
    ];
}
