using System.Text.RegularExpressions;

namespace YoloV1.Tests.Architecture;

/// <summary>The house has floors: a folder uses the folders below it, never one above or beside it.</summary>
public sealed partial class FloorTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        [""] = [],
        ["Files"] = [],
        ["Runtime"] = [],
        ["Geometry"] = [],
        ["Imaging"] = ["Files"],
        ["Models"] = ["Files"],
        ["Grid"] = ["Geometry"],
        ["Drawing"] = ["Imaging"],
        ["Weights"] = ["Files", "Models"],
        ["Onnx"] = ["Files", "Models"],
        ["Data"] = ["Files", "Geometry", "Imaging", "Grid"],
        ["Losses"] = ["Geometry", "Grid"],
        ["Inference"] = ["Runtime", "Geometry", "Imaging", "Models", "Grid", "Weights"],
        ["Evaluation"] = ["Files", "Geometry", "Data", "Inference"],
        ["Training"] = ["Files", "Runtime", "Geometry", "Imaging", "Models", "Grid", "Drawing", "Weights", "Onnx", "Data", "Losses", "Inference", "Evaluation"],
    };

    [Fact]
    public void EveryArrow_PointsDown()
    {
        var source = Path.Combine(Repository.Root, "src", "YoloV1");
        var files = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(source, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal)
                && !file.StartsWith("buildTransitive/", StringComparison.Ordinal))
            .ToList();
        files.Should().HaveCountGreaterThan(10);

        var wrong =
            from file in files
            let floor = file.Contains('/', StringComparison.Ordinal) ? file[..file.IndexOf('/', StringComparison.Ordinal)] : ""
            from Match mention in OwnNamespace().Matches(File.ReadAllText(Path.Combine(source, file)))
            let used = mention.Groups[1].Value
            where used != floor && MayUse.ContainsKey(used) && !(MayUse.GetValueOrDefault(floor)?.Contains(used) ?? false)
            select $"{file} uses {used}";

        wrong.Should().BeEmpty();
    }

    [GeneratedRegex(@"YoloV1\.([A-Z][A-Za-z]+)")]
    private static partial Regex OwnNamespace();
}
