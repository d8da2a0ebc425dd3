using System.Globalization;
using YoloV1.Cli.Charts;

namespace YoloV1.Cli.Runs;

/// <summary>The rows of results.csv as curves.</summary>
internal static class RunCurves
{
    private static readonly string[] Loss = ["loss", "coordinates", "object", "no_object", "class"];
    private static readonly string[] Quality = ["map", "accuracy"];
    private static readonly string[] Diagnostics = ["iou", "true_class", "any_class", "object_confidence", "any_confidence"];

    public static TrainingChartData Of(RunProfile profile, IReadOnlyList<string[]> rows)
    {
        return new TrainingChartData(profile.Verb, [.. rows.Select(row => int.Parse(row[0], CultureInfo.InvariantCulture))])
        {
            Loss = Columns(Loss),
            Quality = Columns(Quality),
            LearningRate = Columns(["learning_rate"]),
            Diagnostics = Columns(Diagnostics),
        };

        IReadOnlyList<(string Name, IReadOnlyList<double?> Values)> Columns(string[] names) =>
            [.. profile.Columns.Index().Where(pair => names.Contains(pair.Item.Name))
                .Select(pair => (pair.Item.Name, (IReadOnlyList<double?>)[.. rows.Select(row => Number(row[pair.Index]))]))];
    }

    private static double? Number(string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : null;
}
