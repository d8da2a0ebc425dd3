namespace YoloV1.Models;

/// <summary>S, B and C from the number of outputs, which many of them share.</summary>
internal static class GridFit
{
    // Pascal VOC and COCO; with any other number of classes, B is the preset's.
    private static readonly (int B, int C)[] Usual = [(2, 20), (3, 20), (2, 80), (3, 80)];
    private static readonly int[] UsualGrids = [7, 14];

    /// <summary>A network's likeliest grid for a number of outputs, its own S first; null when there is none.</summary>
    public static YoloV1Config? Of(int outputs, YoloV1Config config) =>
        (from grid in config.FreeGrid ? UsualGrids.Prepend(config.GridSize).Distinct() : [config.GridSize]
         where outputs % (grid * grid) == 0
         let channels = outputs / (grid * grid)
         from cell in Usual.Append(Filled(config.BoxesPerCell, channels)).Append(Filled(1, channels))
         where cell.C > 0 && GridShape.BoxChannels * cell.B + cell.C == channels
         select config with { GridSize = grid, BoxesPerCell = cell.B, ClassCount = cell.C }).FirstOrDefault();

    /// <summary>A network in words: "tiny (S=7, B=2, C=20)".</summary>
    public static string Name(YoloV1Config config) =>
        $"{config.Name} (S={config.GridSize}, B={config.BoxesPerCell}, C={config.ClassCount})";

    /// <summary>The classes that are left of a cell's channels.</summary>
    private static (int B, int C) Filled(int boxes, int channels) => (boxes, channels - GridShape.BoxChannels * boxes);
}
