namespace YoloV1.Evaluation;

/// <summary>
/// The paper's error analysis (section 4.2, figure 4): of the best detections of each class, how many are right, and why the others
/// are not.
/// </summary>
/// <remarks>
/// Of each class with N objects the N detections with the highest scores are looked at (Hoiem et al., 2012). Difficult objects and
/// crowds do not count among the N, and a detection that finds one is passed over. Boxes are Pascal VOC's, with their last pixel.
/// </remarks>
public sealed class ErrorAnalysis
{
    /// <summary>The IoU below which a detection counts as background.</summary>
    public const double BackgroundIou = 0.1;

    private ErrorAnalysis(IReadOnlyList<ClassErrors> classes) => Classes = classes;

    /// <summary>The classes, in the order of their ids.</summary>
    public IReadOnlyList<ClassErrors> Classes { get; }

    /// <summary>Looks at detections.</summary>
    /// <param name="measured">Images, truths and detections.</param>
    /// <param name="similar">Which classes are similar; null for <see cref="SimilarClasses.Voc"/>.</param>
    public static ErrorAnalysis Of(MeasuredSet measured, SimilarClasses? similar = null)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var errors = new ErrorSorter(measured, similar ?? SimilarClasses.Voc);
        return new([.. measured.Classes.Select((_, id) => errors.Sort(id))]);
    }

    /// <summary>The part of a kind, 0 to 1: the mean of the classes' parts, as in the paper; null when nothing was detected.</summary>
    public double? Share(ErrorKind kind) =>
        Classes.Where(item => item.Detections > 0).Average(item => (double?)item[kind] / item.Detections);
}
