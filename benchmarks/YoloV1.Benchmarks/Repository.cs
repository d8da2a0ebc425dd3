namespace YoloV1.Benchmarks;

/// <summary>The repository that the program was built in.</summary>
internal static class Repository
{
    /// <summary>Its folder; null when the program runs elsewhere.</summary>
    public static string? Folder
    {
        get
        {
            for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
                if (File.Exists(Path.Combine(folder, "YoloV1.sln")))
                    return folder;
            return null;
        }
    }
}
