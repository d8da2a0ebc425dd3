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
        AddOutputs(AddSelection(boxes, byClass, kept));
    }

    // Rows of image, class and box: image by image, class by class, the best score first.
    private string AddSuppression(string boxes, string scores) => graph.Add(
        "NonMaxSuppression", "kept",
        [
            boxes, scores, graph.Constant("kept.per_class", grid.BoxCount),
            graph.Constant("kept.iou_threshold", [options.IouThreshold], 1), graph.Constant("kept.score_threshold", [options.ScoreThreshold], 1),
        ]);

    // What lies outside of the picture goes, after it has suppressed what it covers.
    private (string Boxes, string Scores, string Places) AddSelection(string boxes, string scores, string kept)
    {
        var imageAndBox = graph.Add("Gather", "kept.image_and_box", [kept, graph.Constant("kept.columns", 0, 2)], Attributes.Of("axis", 1));
        var found = graph.Add("GatherND", "kept.boxes", [boxes, imageAndBox]);                                       // [K, 4]
        var clipped = graph.Add("Clip", "kept.clipped", [found, Scalar("zero", 0), Scalar("one", 1)]);
        var corners = graph.Add(
            "Split", "kept.corners", [clipped, graph.Constant("kept.corner_parts", 2, 2)], ["kept.upper_left", "kept.lower_right"], Attributes.Of("axis", 1));
        var extent = graph.Add("Sub", "kept.extent", [corners[1], corners[0]]);                                      // [K, 2]
        var area = graph.Add("ReduceProd", "kept.area", [extent], Attributes.Of("axes", [1]), Attributes.Of("keepdims", 0));
        var visible = graph.Add("Greater", "kept.visible", [area, Scalar("none", 0)]);                               // [K]
        var places = Compress("visible.places", kept, visible);
        return (Compress("visible.boxes", clipped, visible), graph.Add("GatherND", "visible.scores", [scores, places]), places);
    }

    private void AddOutputs((string Boxes, string Scores, string Places) visible)
    {
        var columns = graph.Add(
            "Split", "visible.columns", [visible.Places, graph.Constant("visible.column_parts", 1, 1, 1)],
            ["visible.image", "visible.class", "visible.box"], Attributes.Of("axis", 1));                           // [K, 1] each
        var images = graph.Reshape("visible.image_ids", columns[0], -1);
        var classes = graph.Reshape("visible.class_ids", columns[1], -1);
        var order = AddOrder(images, visible.Scores);
        graph.Add("Gather", "boxes", [visible.Boxes, order], Attributes.Of("axis", 0));
        graph.Add("Gather", "scores", [visible.Scores, order], Attributes.Of("axis", 0));
        graph.Add("Gather", "class_ids", [classes, order], Attributes.Of("axis", 0));
        graph.Add("Gather", "image_ids", [images, order], Attributes.Of("axis", 0));
    }

    // Equal values keep their order, so that what is sorted by score stays so within each image.
    private string AddOrder(string images, string scores)
    {
        var count = graph.Add("Shape", "order.count", [scores]);
        var byScore = Sort("order.by_score", scores, count, descending: true);
        var image = graph.Add("Gather", "order.images", [images, byScore], Attributes.Of("axis", 0));
        return graph.Add("Gather", "order", [byScore, Sort("order.by_image", image, count, descending: false)], Attributes.Of("axis", 0));
    }

    private string Sort(string name, string values, string count, bool descending) => graph.Add(
        "TopK", name, [values, count], [$"{name}.values", $"{name}.indices"], Attributes.Of("axis", 0), Attributes.Of("largest", descending ? 1 : 0))[1];

    private string Compress(string name, string rows, string condition) =>
        graph.Add("Compress", name, [rows, condition], Attributes.Of("axis", 0));

    private string Scalar(string name, float value) => graph.Constant(name, [value]);
}
