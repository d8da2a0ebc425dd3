namespace YoloV1.Onnx;

/// <summary>Moves each kept box to the mean of the boxes that overlap it, as fused suppression does.</summary>
internal sealed class VotingGraph(GraphBuilder graph, float iouThreshold, float votingShare)
{
    /// <summary>Adds the nodes.</summary>
    /// <param name="kept">Boxes [K, 4], by their corners.</param>
    /// <param name="keptScores">[K].</param>
    /// <param name="candidates">The boxes of each kept one's image [K, M, 4].</param>
    /// <param name="scores">Their scores for its class [K, M].</param>
    /// <returns>The moved boxes [K, 4].</returns>
    public string Add(string kept, string keptScores, string candidates, string scores)
    {
        var one = graph.Reshape("votes.kept", kept, -1, 1, 4);                                                        // [K, 1, 4]
        var overlaps = graph.Add(
            "Greater", "votes.overlaps", [AddIou(one, candidates), graph.Constant("votes.iou_threshold", [iouThreshold], 1)]);
        var least = graph.Add("Mul", "votes.least_scores", [keptScores, graph.Constant("votes.share", [votingShare], 1)]);
        var count = graph.Add("Greater", "votes.count", [scores, graph.Reshape("votes.least", least, -1, 1)]);        // [K, M]
        var weights = graph.Add(
            "Where", "votes.weights",
            [graph.Add("And", "votes", [overlaps, count]), scores, graph.Constant("votes.none", [0f], 1)]);           // [K, M]
        return AddMean(kept, weights, candidates);
    }

    // A box without an area overlaps nothing, not even itself, and stays.
    private string AddMean(string kept, string weights, string candidates)
    {
        var total = graph.Add(
            "ReduceSum", "votes.total", [weights, graph.Constant("votes.total_axis", 1)], Attributes.Of("keepdims", 1)); // [K, 1]
        var row = graph.Add("Unsqueeze", "votes.row", [weights, graph.Constant("votes.row_axis", 1)]);                // [K, 1, M]
        var sums = graph.Reshape("votes.sums", graph.Add("MatMul", "votes.products", [row, candidates]), -1, 4);      // [K, 4]
        var any = graph.Add("Greater", "votes.any", [total, graph.Constant("votes.zero", [0f], 1)]);
        return graph.Add("Where", "votes.boxes", [any, graph.Add("Div", "votes.mean", [sums, total]), kept]);
    }

    // [K, 1, 4] and [K, M, 4] to [K, M]
    private string AddIou(string one, string many)
    {
        var (a, b) = (AddEdges("votes.one", one), AddEdges("votes.many", many));
        var width = AddExtent("votes.width", graph.Add("Min", "votes.right", [a[2], b[2]]), graph.Add("Max", "votes.left", [a[0], b[0]]));
        var height = AddExtent("votes.height", graph.Add("Min", "votes.bottom", [a[3], b[3]]), graph.Add("Max", "votes.top", [a[1], b[1]]));
        var common = graph.Add("Mul", "votes.intersection", [width, height]);
        var both = graph.Add("Add", "votes.areas", [AddArea("votes.one", a), AddArea("votes.many", b)]);
        var iou = graph.Add("Div", "votes.iou_column", [common, graph.Add("Sub", "votes.union", [both, common])]);    // [K, M, 1]
        return graph.Add("Squeeze", "votes.iou", [iou, graph.Constant("votes.iou_axis", 2)]);
    }

    private string[] AddEdges(string name, string boxes) => graph.Add(
        "Split", $"{name}.edges", [boxes, graph.Constant($"{name}.edge_parts", 1, 1, 1, 1)],
        [$"{name}.x1", $"{name}.y1", $"{name}.x2", $"{name}.y2"], Attributes.Of("axis", 2));

    private string AddArea(string name, string[] edges) => graph.Add(
        "Mul", $"{name}.area", [AddExtent($"{name}.w", edges[2], edges[0]), AddExtent($"{name}.h", edges[3], edges[1])]);

    private string AddExtent(string name, string high, string low) =>
        graph.Add("Relu", name, [graph.Add("Sub", $"{name}.signed", [high, low])]);
}
