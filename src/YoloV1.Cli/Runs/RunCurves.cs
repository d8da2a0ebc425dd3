using System.Globalization;
using YoloV1.Cli.Charts;

namespace YoloV1.Cli.Runs;

/// <summary>The rows of results.csv as curves.</summary>
internal static class RunCurves
{
    // Columns and their names in the legend.
    private static readonly (string Column, string Name)[] Loss =
        [("loss", "loss"), ("coordinates", "coordinates"), ("object", "object"), ("no_object", "no object"), ("class", "class")];
    private static readonly (string Column, string Name)[] Quality = [("map", "mAP"), ("accuracy", "accuracy")];
    private static readonly (string Column, string Name)[] LearningRate = [("learning_rate", "learning rate")];
    private static readonly (string Column, string Name)[] Diagnostics =
    [
        ("iou", "IoU at objects"), ("true_class", "probability of the true class"),
        ("any_class", "mean probability of all classes"),
        ("object_confidence", "confidence at objects"), ("any_confidence", "confidence everywhere"),
    ];

    public static TrainingChartData Of(RunProfile profile, IReadOnlyList<string[]> rows)
    {
        return new TrainingChartData(profile.Verb, [.. rows.Select(row => int.Parse(row[0], CultureInfo.InvariantCulture))])
        {
            Loss = Columns(Loss),
            Quality = Columns(Quality),
            LearningRate = Columns(LearningRate),
            Diagnostics = Columns(Diagnostics),
        };

        IReadOnlyList<(string Name, IReadOnlyList<double?> Values)> Columns((string Column, string Name)[] shown) =>
            [.. from column in profile.Columns.Index()
                join curve in shown on column.Item.Name equals curve.Column
                select (curve.Name, (IReadOnlyList<double?>)[.. rows.Select(row => Number(row[column.Index]))])];
    }

    private static double? Number(string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : null;
}
