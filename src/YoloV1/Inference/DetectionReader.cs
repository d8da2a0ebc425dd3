using System.Runtime.InteropServices;
using YoloV1.Geometry;
using YoloV1.Grid;

namespace YoloV1.Inference;

/// <summary>An image's prediction to its detections. Safe to use from many threads; keeps nothing from one call to the next.</summary>
/// <param name="decoder">Reads the grid.</param>
internal sealed class DetectionReader(GridDecoder decoder)
{
    /// <summary>[S, S, D] to what was found, the best score first, boxes clipped to the image.</summary>
    public Detection[] Read(ReadOnlySpan<float> prediction, DetectionThresholds thresholds)
    {
        var found = Find(prediction, thresholds);
        foreach (ref var detection in found.AsSpan())
            detection = detection with { Box = detection.Box.Clip() };
        return found;
    }

    /// <summary>[S, S, D] to every cell's boxes and class, and to what was found with the cells that answer for it.</summary>
    public GridPrediction Explain(ReadOnlySpan<float> prediction, DetectionThresholds thresholds)
    {
        var cells = decoder.DecodeCells(prediction);
        return new(decoder.Grid, cells, [.. Find(prediction, thresholds).Select(found => WithCell(found, cells))]);
    }

    private Detection[] Find(ReadOnlySpan<float> prediction, DetectionThresholds thresholds)
    {
        var candidates = new List<Detection>();
        decoder.Decode(prediction, thresholds.Score, candidates);
        var ordered = CollectionsMarshal.AsSpan(candidates);
        return ordered[..NonMaxSuppression.Keep(ordered, thresholds.Iou, thresholds.ClassAgnostic)].ToArray();
    }

    // A detection is a cell's box, bit by bit, until it is clipped.
    private static GridDetection WithCell(Detection found, IReadOnlyList<GridCell> cells)
    {
        var (cell, box) = cells
            .SelectMany(cell => cell.Boxes.Index().Select(box => (Cell: cell, box.Index, box.Item.Box)))
            .Where(place => place.Box == found.Box)
            .Select(place => (place.Cell, place.Index))
            .First();
        return new(found with { Box = found.Box.Clip() }, cell.Row, cell.Column, box);
    }
}
