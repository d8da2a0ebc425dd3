namespace YoloV1.Benchmarks;

/// <summary>Where results are kept: a folder for each machine.</summary>
internal static class ResultsFolder
{
    /// <summary><c>benchmarks/results</c> of the repository, or <c>results</c> here when the program runs elsewhere.</summary>
    public static string Default =>
        Repository.Folder is { } root ? Path.Combine(root, "benchmarks", "results") : Path.GetFullPath("results");

    /// <summary>The path of a file of this machine; its folder is there then.</summary>
    public static string PathOf(string root, string file)
    {
        var folder = Path.Combine(root, Machine.Name);
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, file);
    }
}
