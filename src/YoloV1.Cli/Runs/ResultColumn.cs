using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>A column of results.csv.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Format">How its values are written.</param>
/// <param name="Value">An epoch's value; null where there is none.</param>
internal sealed record ResultColumn(string Name, string Format, Func<EpochReport, double?> Value)
{
    private static readonly ResultColumn[] Start =
    [
        new("epoch", "0", epoch => epoch.Epoch + 1),
        new("learning_rate", "0.0000000", epoch => epoch.LearningRate),
        new("loss", "0.0000", epoch => epoch.Loss.Total),
    ];

    /// <summary>How long an epoch's steps took.</summary>
    public static ResultColumn Seconds { get; } = new("seconds", "0.0", epoch => epoch.Duration.TotalSeconds);

    /// <summary>The part of an epoch's time that its steps waited for their images.</summary>
    private static readonly ResultColumn Wait = new("wait", "0.0000", epoch => epoch.WaitShare);

    /// <summary>With the loss's parts and the means that Darknet prints.</summary>
    public static IReadOnlyList<ResultColumn> OfDetector { get; } =
    [
        .. Start,
        new("coordinates", "0.0000", epoch => epoch.Loss.Coordinates),
        new("object", "0.0000", epoch => epoch.Loss.Object),
        new("no_object", "0.0000", epoch => epoch.Loss.NoObject),
        new("class", "0.0000", epoch => epoch.Loss.Class),
        new("lost_objects", "0", epoch => epoch.LostObjects),
        Seconds,
        new("map", "0.0000", epoch => epoch.Validation?.Map),
        new("map_low", "0.0000", epoch => epoch.Validation?.MapInterval?.Low),
        new("map_high", "0.0000", epoch => epoch.Validation?.MapInterval?.High),
        new("iou", "0.0000", epoch => epoch.Diagnostics.AverageIou),
        new("true_class", "0.0000", epoch => epoch.Diagnostics.TrueClass),
        new("any_class", "0.0000", epoch => epoch.Diagnostics.AnyClass),
        new("object_confidence", "0.0000", epoch => epoch.Diagnostics.ObjectConfidence),
        new("any_confidence", "0.0000", epoch => epoch.Diagnostics.AnyConfidence),
        new("objects", "0", epoch => epoch.Diagnostics.Objects),
        Wait,
    ];

    public static IReadOnlyList<ResultColumn> OfBackbone { get; } =
        [.. Start, Seconds, new("accuracy", "0.0000", epoch => epoch.Accuracy), Wait];

    /// <summary>The value as text; empty where there is none.</summary>
    public string TextOf(EpochReport epoch) => Value(epoch)?.ToString(Format, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
