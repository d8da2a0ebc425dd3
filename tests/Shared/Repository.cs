namespace YoloV1.Tests;

/// <summary>The folder that the tests' own source is in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "YoloV1.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        return folder;
    }
}
