namespace YoloV1.Tests;

/// <summary>
/// A file of docs/ that code writes. Tests fail when it is not what the code would write now; to write it anew:
/// <c>dotnet test -c Release --filter Docs -e YOLOV1_DOCS=write</c>.
/// </summary>
internal static class GeneratedFile
{
    private const string Variable = "YOLOV1_DOCS";

    /// <summary>Compares a file with its new content, or writes it.</summary>
    /// <param name="path">The path from the repository's root.</param>
    /// <param name="content">What should be in it, with \n as line ends.</param>
    public static void ShouldBe(string path, string content)
    {
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable(Variable) == "write")
            File.WriteAllText(file, content);
        File.Exists(file).Should().BeTrue($"{path} is written by: dotnet test -c Release --filter Docs -e {Variable}=write");
        File.ReadAllText(file).ReplaceLineEndings("\n").Should()
            .Be(content, $"{path} is written anew by: dotnet test -c Release --filter Docs -e {Variable}=write");
    }
}
