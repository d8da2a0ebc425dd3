using YoloV1.Data;

namespace YoloV1.Evaluation;

/// <summary>Images with their ground truth and detections: the input of a metric.</summary>
public sealed class MeasuredSet
{
    /// <summary>A set of the given images.</summary>
    /// <param name="classes">The classes to report.</param>
    /// <param name="images">The names of all images, each once; by the rules of COCO their order decides between equal scores.</param>
    /// <param name="truths">All objects, an image's in the order of its file.</param>
    /// <param name="detections">All detections; the order decides between equal scores.</param>
    /// <exception cref="ArgumentException">A class id or an image is unknown, an image occurs twice, or a score is NaN.</exception>
    public MeasuredSet(
        ClassNames classes, IReadOnlyList<string> images, IReadOnlyList<TruthBox> truths, IReadOnlyList<ScoredBox> detections)
    {
        (Classes, Images, Truths, Detections) = (classes, images, truths, detections);
        var numbers = new Dictionary<string, int>(images.Count, StringComparer.Ordinal);
        foreach (var image in images)
            if (!numbers.TryAdd(image, numbers.Count))
                throw new ArgumentException($"Image '{image}' occurs twice; name each image once.", nameof(images));

        TruthImages = new int[truths.Count];
        for (var i = 0; i < truths.Count; i++)
            TruthImages[i] = Check(truths[i].Image, truths[i].ClassId, numbers);
        DetectionImages = new int[detections.Count];
        for (var i = 0; i < detections.Count; i++)
        {
            DetectionImages[i] = Check(detections[i].Image, detections[i].ClassId, numbers);
            if (double.IsNaN(detections[i].Score))
            {
                throw new ArgumentException(
                    $"Detection {i} on image '{detections[i].Image}' has a score that is not a number.", nameof(detections));
            }
        }
    }

    /// <summary>The classes to report.</summary>
    public ClassNames Classes { get; }

    /// <summary>The names of all images.</summary>
    public IReadOnlyList<string> Images { get; }

    /// <summary>All objects.</summary>
    public IReadOnlyList<TruthBox> Truths { get; }

    /// <summary>All detections.</summary>
    public IReadOnlyList<ScoredBox> Detections { get; }

    /// <summary>Finds the file of an image by its name; null where it is not known or not there.</summary>
    public Func<string, string?> FindImage { get; init; } = _ => null;

    /// <summary>The index of each truth's image.</summary>
    internal int[] TruthImages { get; }

    /// <summary>The index of each detection's image.</summary>
    internal int[] DetectionImages { get; }

    /// <summary>The detections on a data set, with the objects exactly as in its files: no box is clipped or left out.</summary>
    /// <param name="dataset">The data set; its classes are reported.</param>
    /// <param name="images">All its images, in its order, see <see cref="Evaluator.Detect"/>.</param>
    public static MeasuredSet FromFiles(FileDataset dataset, IReadOnlyList<MeasuredImage> images)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(images);
        var truth = DatasetTruth.Of(dataset);
        var names = DatasetTruth.NamesOf(dataset);
        return new(
            dataset.Classes,
            truth.Images,
            [.. truth.Truths.Select(item => item with { ClassId = dataset.Classes.IndexOf(truth.Classes[item.ClassId]) })],
            [.. images.SelectMany((image, i) => image.Detections.Select(found => ScoredBox.From(names[i], image.Annotation.Size, found)))])
        {
            FindImage = truth.FindImage,
        };
    }

    /// <summary>The detections on images, with their annotations, whose boxes are clipped.</summary>
    /// <param name="classes">The classes to report.</param>
    /// <param name="images">The images, see <see cref="Evaluator.Detect"/>.</param>
    public static MeasuredSet From(ClassNames classes, IReadOnlyList<MeasuredImage> images) => new(
        classes,
        [.. images.Select(image => image.Annotation.Name)],
        [.. images.SelectMany(image => image.Truths)],
        [.. images.SelectMany(image => image.Scored)]);

    /// <summary>From truths and detections; the images are those they name, in ordinal order.</summary>
    public static MeasuredSet From(ClassNames classes, IReadOnlyList<TruthBox> truths, IReadOnlyList<ScoredBox> detections)
    {
        var images = truths.Select(truth => truth.Image).Concat(detections.Select(detection => detection.Image));
        return new(classes, [.. images.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], truths, detections);
    }

    /// <summary>The indices of each class's truths in <see cref="Truths"/>, in their order.</summary>
    internal int[][] TruthsByClass() => ByClass(Truths.Count, i => Truths[i].ClassId);

    /// <summary>The indices of each class's detections in <see cref="Detections"/>, in their order.</summary>
    internal int[][] DetectionsByClass() => ByClass(Detections.Count, i => Detections[i].ClassId);

    private int[][] ByClass(int count, Func<int, int> classOf)
    {
        var lists = Classes.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < count; i++)
            lists[classOf(i)].Add(i);
        return [.. lists.Select(list => list.ToArray())];
    }

    private int Check(string image, int classId, Dictionary<string, int> numbers)
    {
        if ((uint)classId >= (uint)Classes.Count)
            throw new ArgumentException(
                $"Class {classId} is outside 0..{Classes.Count - 1}; give the class names that these boxes were made with.");
        return numbers.TryGetValue(image, out var number)
            ? number
            : throw new ArgumentException($"Image '{image}' is not one of the {Images.Count} of this set; add it to the images.");
    }
}
