namespace YoloV1.Data;

/// <summary>All layouts that are known.</summary>
internal static class DatasetLayouts
{
    // In the order of the attempts: first layouts that name their splits in files.
    private static readonly IDatasetLayout[] Voc = [new VocListLayout(), new VocSplitFolderLayout(), new VocPairLayout()];

    private static readonly IDatasetLayout[] All =
        [Voc[0], new YamlLayout(), new DarknetLayout(), new CocoLayout(), .. Voc.Skip(1), new YoloFolderLayout()];

    /// <summary>The data set of a folder; null when the folder has none of the layouts.</summary>
    public static IDatasetSource? Open(string folder) => Open(folder, All);

    /// <summary>The data set of a folder with annotations of Pascal VOC's kind; null when it is none.</summary>
    public static IDatasetSource? OpenVoc(string folder) => Open(folder, Voc);

    private static IDatasetSource? Open(string folder, IDatasetLayout[] layouts) =>
        layouts.Select(layout => layout.Open(folder)).FirstOrDefault(source => source is not null);
}
