namespace YoloV1.Onnx;

/// <summary>From boxes with scores to detections: score threshold, non-maximum suppression in each class, order.</summary>
internal sealed class DetectionGraph(GraphBuilder graph, GridShape grid, OnnxExportOptions options)
{
    /// <summary>Adds the nodes.</summary>
    /// <param name="upper">Upper left corners [N, S * S * B, 2].</param>
    /// <param name="lower">Lower right corners, of the same shape.</param>
    /// <param name="scores">[N, S * S, B, C].</param>
    public void Add(string upper, string lower, string scores)
    {
        // The operator takes any two opposite corners; a box turned inside out has no extent here, and overlaps nothing.
        var upright = graph.Add("Max", "candidates.lower_right", [upper, lower]);
        var boxes = graph.Add("Concat", "candidates.boxes", [upper, upright], Attributes.Of("axis", 2));             // [N, S * S * B, 4]
        var byBox = graph.Reshape("candidates.scores_by_box", scores, 0, grid.BoxCount, grid.C);
        var byClass = graph.Add("Transpose", "candidates.scores", [byBox], Attributes.Of("perm", [0, 2, 1]));        // [N, C, S * S * B]
        var kept = AddSuppression(boxes, byClass);                                                                   // [K, 3]
        AddOutputs(boxes, byClass, kept);
    }

    // Rows of image, class and box: image by image, class by class, the best score first.
    private string AddSuppression(string boxes, string scores) => graph.Add(
        "NonMaxSuppression", "kept",
        [
            boxes, scores, graph.Constant("kept.per_class", grid.BoxCount),
            graph.Constant("kept.iou_threshold", [options.IouThreshold], 1),
            graph.Constant("kept.score_threshold", [options.ScoreThreshold], 1),
        ]);

    private void AddOutputs(string boxes, string scores, string kept)
    {
        var columns = graph.Add(
            "Split", "kept.columns", [kept, graph.Constant("kept.column_parts", 1, 1, 1)],
            ["kept.image", "kept.class", "kept.box"], Attributes.Of("axis", 1));                                     // [K, 1] each
        var images = graph.Reshape("kept.image_ids", columns[0], -1);                                                // [K]
        var classes = graph.Reshape("kept.class_ids", columns[1], -1);                                               // [K]
        var imageAndBox = graph.Add("Concat", "kept.image_and_box", [columns[0], columns[2]], Attributes.Of("axis", 1));
        var keptBoxes = graph.Add("GatherND", "kept.boxes", [boxes, imageAndBox]);                                   // [K, 4]
        var keptScores = graph.Add("GatherND", "kept.scores", [scores, kept]);                                       // [K]
        if (options.Suppression == Suppression.Fused)
        {
            var imageAndClass = graph.Add("Concat", "kept.image_and_class", [columns[0], columns[1]], Attributes.Of("axis", 1));
            var votes = graph.Add("GatherND", "kept.votes", [scores, imageAndClass]);                                // [K, S * S * B]
            keptBoxes = new VotingGraph(graph, options.IouThreshold, DetectionThresholds.VotingShare)
                .Add(keptBoxes, keptScores, Take("kept.candidates", boxes, images), votes);
        }
        var clipped = graph.Add("Clip", "kept.clipped", [keptBoxes, graph.Constant("zero", [0f]), graph.Constant("one", [1f])]);

        var order = AddOrder(images, keptScores);
        Take("boxes", clipped, order);
        Take("scores", keptScores, order);
        Take("class_ids", classes, order);
        Take("image_ids", images, order);
    }

    // Equal values keep their order, so that the order by score is kept within each image.
    private string AddOrder(string images, string scores)
    {
        var count = graph.Add("Shape", "order.count", [scores]);
        var byScore = Sort("order.by_score", scores, count, descending: true);
        var image = Take("order.images", images, byScore);
        return Take("order", byScore, Sort("order.by_image", image, count, descending: false));
    }

    private string Sort(string name, string values, string count, bool descending) => graph.Add(
        "TopK", name, [values, count], [$"{name}.values", $"{name}.indices"],
        Attributes.Of("axis", 0), Attributes.Of("largest", descending ? 1 : 0))[1];

    private string Take(string name, string rows, string order) => graph.Add("Gather", name, [rows, order], Attributes.Of("axis", 0));
}
