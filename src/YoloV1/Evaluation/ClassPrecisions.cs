namespace YoloV1.Evaluation;

/// <summary>The average precision of each class at each threshold; none for a class without an object to find.</summary>
internal sealed class ClassPrecisions(double[]?[] perClass)
{
    /// <param name="classes">The classes, all judged at the same thresholds.</param>
    /// <param name="meter">The rule.</param>
    /// <param name="times">How often each image counts; empty for once each.</param>
    public static ClassPrecisions Of(JudgedClass[] classes, PrecisionMeter meter, ReadOnlySpan<int> times = default)
    {
        var perClass = new double[]?[classes.Length];
        for (var id = 0; id < classes.Length; id++)
        {
            var numbers = new double[classes[id].Verdicts.Length];
            perClass[id] = meter.Measure(classes[id], times, numbers) ? numbers : null;
        }
        return new(perClass);
    }

    /// <summary>The mean of a class over its thresholds; null for a class without an object to find.</summary>
    public double? OfClass(int id) => perClass[id]?.Average();

    /// <summary>A class at one threshold; null for a class without an object to find.</summary>
    public double? OfClass(int id, int threshold) => perClass[id]?[threshold];

    /// <summary>The mean over some thresholds and the classes that have objects to find; null when none has.</summary>
    public double? Mean(Range thresholds) => perClass.Average(numbers => numbers?[thresholds].Average());
}
