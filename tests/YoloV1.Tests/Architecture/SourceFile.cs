namespace YoloV1.Tests.Architecture;

/// <summary>A file of C# in this repository.</summary>
/// <param name="Path">From the root of the repository, with <c>/</c>.</param>
/// <param name="Text">What is written in it.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public const string Library = "src/YoloV1/";
    public const string CommandLine = "src/YoloV1.Cli/";

    /// <summary>The folder of the library, <c>Data/Voc</c>, or of the command line, <c>Cli/Commands</c>.</summary>
    public string Room { get; } = RoomOf(Path);

    /// <summary>The files under folders of the repository. What builds write, and what applications compile, is left out.</summary>
    public static IReadOnlyList<SourceFile> Under(params string[] folders) =>
    [
        .. from folder in folders
           from file in Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
           let path = System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
           where !path.Split('/').Any(name => name is "obj" or "bin" or "buildTransitive")
           orderby path
           select new SourceFile(path, File.ReadAllText(file)),
    ];

    /// <summary>The room of the file at a path.</summary>
    public static string RoomOf(string path)
    {
        var folder = path[..path.LastIndexOf('/')] + "/";
        if (folder.StartsWith(CommandLine, StringComparison.Ordinal))
            return ("Cli/" + folder[CommandLine.Length..]).TrimEnd('/');
        if (!folder.StartsWith(Library, StringComparison.Ordinal) || folder == Library)
            return FloorPlan.Root;
        return folder[Library.Length..].TrimEnd('/');
    }
}
