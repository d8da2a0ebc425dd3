using YoloV1.Kernels;
using YoloV1.Models;

namespace YoloV1.Training;

/// <summary>The order in memory that a network's weights are trained in.</summary>
internal static class WeightOrder
{
    /// <summary>Puts the convolutions' weights channels last where that is faster for maps of their size.</summary>
    public static void Apply(YoloV1Model model)
    {
        var rows = NetworkRow.Of(model.Config).ToDictionary(row => $"{row.WeightName}.weight");
        ChannelsLast.Apply(model, name => rows[name].Output.Length);
    }
}
