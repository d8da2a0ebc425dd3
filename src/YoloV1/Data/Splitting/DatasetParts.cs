namespace YoloV1.Data;

/// <summary>A split of a data set, divided into one to train on, one to measure on and, where that is asked for, one to test on.</summary>
/// <param name="Parts">The parts: <c>train</c>, <c>val</c>, <c>test</c>.</param>
/// <param name="Together">How many groups of images that look alike are each in one part.</param>
/// <param name="Apart">How many groups are not, since hardly anything could be held out otherwise.</param>
/// <param name="Seen">How many of the images to measure and to test on look like ones to train on.</param>
internal sealed record DatasetParts(FileDataset[] Parts, int Together, int Apart, int Seen)
{
    /// <summary>The name of the part to train on.</summary>
    public const string Training = "train";

    /// <summary>The name of the part to measure on.</summary>
    public const string Validation = "val";

    /// <summary>The name of the part to test on.</summary>
    public const string Testing = "test";

    /// <summary>Divides a split; by classes, images that look alike in one part.</summary>
    /// <param name="whole">The split.</param>
    /// <param name="signatures">How its images look.</param>
    /// <param name="validation">The fraction to measure on.</param>
    /// <param name="test">The fraction to test on; 0 for none.</param>
    /// <param name="seed">Equal seeds give equal parts.</param>
    /// <exception cref="ArgumentException">There are fewer images than parts, or the fractions leave nothing to train on.</exception>
    public static DatasetParts Of(
        FileDataset whole, IReadOnlyList<ImageSignature?> signatures, double validation, double test, int seed)
    {
        if (validation + test >= 1)
            throw new ArgumentException($"Fractions of {validation} and {test} leave nothing for training; give smaller ones.");
        var groupOf = LookAlikes.FirstOf(signatures);
        int[] rest = [.. Enumerable.Range(0, whole.Count)];
        var parts = new List<(string Name, int[] Indices)>();
        foreach (var (name, fraction) in new[] { (Testing, test), (Validation, validation) })
        {
            if (fraction == 0)
                continue;
            var left = new DatasetPart(whole, rest);
            var (others, taken) = DatasetExtensions.SplitGroups(
                left, Math.Min(fraction * whole.Count / rest.Length, 0.999), seed, [.. rest.Select(index => groupOf[index])]);
            parts.Insert(0, (name, [.. taken.Indices.Select(index => rest[index])]));
            rest = [.. others.Indices.Select(index => rest[index])];
        }
        parts.Insert(0, (Training, rest));
        var learned = rest.Select(index => groupOf[index]).ToHashSet();

        var places = parts.SelectMany(part => part.Indices.Select(index => (Group: groupOf[index], part.Name)))
            .GroupBy(pair => pair.Group).Where(group => group.Skip(1).Any()).Select(group => group.Distinct().Count()).ToList();
        return new(
            [.. parts.Select(part => new FilePart(whole, part.Name, part.Indices))],
            places.Count(count => count == 1),
            places.Count(count => count > 1),
            parts.Skip(1).Sum(part => part.Indices.Count(index => learned.Contains(groupOf[index]))));
    }
}
