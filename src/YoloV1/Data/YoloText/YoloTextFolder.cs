namespace YoloV1.Data;

/// <summary>A folder of images with text labels, as labelling tools leave it.</summary>
internal static class YoloTextFolder
{
    /// <summary>The folder's own name.</summary>
    public static string NameOf(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
    }

    /// <summary>Reads the labels of all images in the folder and in those inside it.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<DatasetEntry> Read(string folder, ClassNames classes, FaultLog faults)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException(
                $"{folder}: there is no such folder; give a folder of images, each with a .txt file of its objects.");
        var images = ImageFolders.Within(Path.GetFullPath(folder), faults).ToList();
        if (images.Count == 0)
            faults.Add(DataFaultKind.MissingSplit, folder, "there is no image in this folder; correct the path, or add images.");
        var entries = new YoloTextReader(Path.GetFullPath(folder), classes, new YoloLabelPlaces().LabelOf).Read(images, classes, faults);
        if (!entries.Any(entry => entry.LabelPath is not null))
        {
            faults.Add(
                DataFaultKind.MissingLabel,
                folder,
                $"none of its {images.Count} images has a label; "
                + "put a .txt file beside each, or the images into a folder 'images' and the labels into 'labels'.");
        }
        return entries;
    }
}
