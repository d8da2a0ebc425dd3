namespace YoloV1.Data;

/// <summary>Chooses some images of a data set so that each class has about the same share of them.</summary>
/// <remarks>
/// Systematic sampling: the images stand in strata by the rarest of their classes, the rarest stratum first, in random order inside one;
/// every so many-th image is taken. So each stratum gives its share, rounded, and the count of all is exact.
/// </remarks>
internal sealed class StratifiedChoice
{
    private readonly int[][] _classes;     // of each image; an image without objects has a class of its own
    private readonly int[] _imagesOf;      // images of each class

    public StratifiedChoice(IDetectionDataset dataset)
    {
        _classes = [.. Enumerable.Range(0, dataset.Count).Select(index => ClassesOf(dataset, index))];
        _imagesOf = new int[dataset.Classes.Count + 1];
        foreach (var id in _classes.SelectMany(ids => ids))
            _imagesOf[id]++;
    }

    /// <summary>Takes images; the last image of a class stays where another can be taken.</summary>
    public IReadOnlySet<int> Take(int count, Random random)
    {
        var order = Order(random);
        var taken = new HashSet<int>();
        var left = _imagesOf.ToArray();
        for (var place = 0; place < order.Length; place++)
        {
            var due = (int)Math.Round((double)count * (place + 1) / order.Length);
            if (taken.Count < due && Array.TrueForAll(_classes[order[place]], id => left[id] > 1))
                Add(order[place]);
        }
        foreach (var index in order.Reverse().Where(index => taken.Count < count && !taken.Contains(index)))
            Add(index);
        return taken;

        void Add(int index)
        {
            taken.Add(index);
            foreach (var id in _classes[index])
                left[id]--;
        }
    }

    private int[] Order(Random random)
    {
        int[] images = [.. Enumerable.Range(0, _classes.Length)];
        random.Shuffle(images);
        var strata = Array.ConvertAll(_classes, ids => ids.MinBy(id => _imagesOf[id]));
        return [.. images.OrderBy(index => _imagesOf[strata[index]]).ThenBy(index => strata[index])];   // a stable sort
    }

    // A class folder knows the class without the header of the image.
    private static int[] ClassesOf(IDetectionDataset dataset, int index) => dataset is ClassFolderDataset folders
        ? [folders.ClassIdOf(index)]
        : dataset.GetAnnotation(index).Boxes is { Count: > 0 } boxes
            ? [.. boxes.Select(box => box.ClassId).Distinct()]
            : [dataset.Classes.Count];
}
