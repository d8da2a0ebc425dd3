namespace YoloV1.Data;

/// <summary>Chooses some images of a data set so that each class has about the same share of them.</summary>
/// <remarks>
/// Systematic sampling: the images stand in strata by the rarest of their classes, the rarest stratum first, in random order inside one;
/// every so many-th image is taken. So each stratum gives its share, rounded, and the count of all is exact. A group of images is taken
/// as one, whose classes are those of all of them; then the count is as near as the groups allow.
/// </remarks>
internal sealed class StratifiedChoice
{
    private readonly int[][] _groups;      // images
    private readonly int[][] _classes;     // of each image; an image without objects has a class of its own
    private readonly int[] _imagesOf;      // images of each class

    /// <param name="dataset">The images with their classes.</param>
    /// <param name="groupOf">A group number for each image, equal for images that stay together; null if images are independent.</param>
    public StratifiedChoice(IDetectionDataset dataset, IReadOnlyList<int>? groupOf = null)
    {
        _groups = [.. Enumerable.Range(0, dataset.Count).GroupBy(index => groupOf?[index] ?? index).Select(group => group.ToArray())];
        _classes = [.. Enumerable.Range(0, dataset.Count).Select(index => ClassesOf(dataset, index))];
        _imagesOf = new int[dataset.Classes.Count + 1];
        foreach (var id in _classes.SelectMany(ids => ids))
            _imagesOf[id]++;
    }

    /// <summary>Takes images; the last image of a class stays where another can be taken.</summary>
    /// <remarks>Where all that is left is one large group, as with a camera that never moves, a run of its images is taken.</remarks>
    public IReadOnlySet<int> Take(int count, Random random)
    {
        var order = Order(random);
        var taken = new HashSet<int>();
        var left = _imagesOf.ToArray();
        var passed = 0;
        foreach (var group in order)
        {
            passed += group.Length;
            var due = (int)Math.Round((double)count * passed / _classes.Length);
            if (2 * taken.Count + group.Length <= 2 * due && Leaves(group))
                Add(group);
        }
        foreach (var group in order.Reverse().Where(group => taken.Count + group.Length <= count && !taken.Contains(group[0])))
            Add(group);
        if (2 * taken.Count < count)
            Add(order.Where(group => !taken.Contains(group[0])).MaxBy(group => group.Length)!.TakeLast(count - taken.Count));
        return taken;

        bool Leaves(int[] group) => group.SelectMany(index => _classes[index]).CountBy(id => id).All(pair => left[pair.Key] > pair.Value);

        void Add(IEnumerable<int> group)
        {
            foreach (var index in group)
            {
                taken.Add(index);
                foreach (var id in _classes[index])
                    left[id]--;
            }
        }
    }

    private int[][] Order(Random random)
    {
        int[][] groups = [.. _groups];
        random.Shuffle(groups);
        // A stable sort.
        return [.. groups.Select(group => (group, Stratum: Stratum(group))).OrderBy(pair => _imagesOf[pair.Stratum])
            .ThenBy(pair => pair.Stratum).Select(pair => pair.group)];
    }

    private int Stratum(int[] group) => group.SelectMany(index => _classes[index]).MinBy(id => _imagesOf[id]);

    // A class folder knows the class without the header of the image.
    private static int[] ClassesOf(IDetectionDataset dataset, int index) => dataset is ClassFolderDataset folders
        ? [folders.ClassIdOf(index)]
        : dataset.GetAnnotation(index).Boxes is { Count: > 0 } boxes
            ? [.. boxes.Select(box => box.ClassId).Distinct()]
            : [dataset.Classes.Count];
}
