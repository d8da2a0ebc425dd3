using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace YoloV1.Tests.Architecture;

/// <summary>The house has floors: a folder uses the folders below it, never one above or beside it.</summary>
public sealed class FloorTests
{
    private static readonly IReadOnlyList<SourceFile> Files = SourceFile.Under("src");
    private static readonly Lazy<SourceRooms> Source = SourceRooms.House;

    [Fact]
    public void EveryArrow_PointsDown()
    {
        ShouldBeNone(FloorPlan.House.Violations(Source.Value));
    }

    [Fact]
    public void EveryFolder_HasARowOfTheTable()
    {
        ShouldBeNone(FloorPlan.House.Unnamed(Files));
    }

    [Fact]
    public void EveryRowOfTheTable_HasAFolder()
    {
        ShouldBeNone(FloorPlan.House.Rooms.Except(Files.Select(file => file.Room)));
    }

    /// <summary>Where names did not bind, the other tests would find nothing to say.</summary>
    [Fact]
    public void TheCompiler_KnowsWhatTheFilesUse()
    {
        var unknown =
            from name in Source.Value.Names
            group name by SourceFile.RoomOf(name.Node.SyntaxTree.FilePath) into room
            where room.Key != "Onnx" // Its messages are generated.
            let unbound = room.Where(name => name.Symbols.IsEmpty).Select(name => name.Node.ToString()).ToList()
            where unbound.Count > room.Count() / 20
            select $"{room.Key}: {string.Join(", ", unbound.Distinct())}";
        ShouldBeNone(unknown);

        Source.Value.Uses.Select(use => (use.From.Room, use.Type)).Should().Contain(
        [
            ("Training", "YoloLoss"), ("Grid", "GridShape"), ("Evaluation", "Detector"), ("Cli/Commands", "Detector"), ("Cli", "Allocator"),
        ]);
    }

    [Fact]
    public void OnlyKernels_AreWrittenAgainstMemory()
    {
        var wrong =
            from file in SourceFile.Under("src/YoloV1")
            where file.Room != "Kernels"
                // Asks, and computes nothing.
                && !file.Path.EndsWith("/Runtime/Processor.cs", StringComparison.Ordinal)
            let root = CSharpSyntaxTree.ParseText(file.Text).GetRoot()
            from place in root.DescendantNodesAndTokens().Where(IsAgainstMemory)
            select $"{file.Path}({place.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1}): {place}";

        ShouldBeNone(wrong);
    }

    [Fact]
    public void NoLine_IsLongerThan140Characters()
    {
        var wrong =
            from file in SourceFile.Under("src", "tests", "samples", "benchmarks")
            from line in file.Text.Split('\n').Index()
            where line.Item.TrimEnd('\r').Length > 140
            select $"{file.Path}({line.Index + 1}): {line.Item.Length} characters";

        ShouldBeNone(wrong);
    }

    // Says all of them, a line each.
    private static void ShouldBeNone(IEnumerable<string> wrong) => string.Join('\n', wrong).Should().BeEmpty();

    private static bool IsAgainstMemory(SyntaxNodeOrToken place) =>
        place.IsKind(SyntaxKind.UnsafeKeyword)
        || place.IsKind(SyntaxKind.FixedKeyword)
        || place.AsNode() is PointerTypeSyntax or FunctionPointerTypeSyntax
        || (place.AsNode() is QualifiedNameSyntax name && name.ToString() == "System.Runtime.Intrinsics")
        || (place.AsNode() is GenericNameSyntax { Identifier.ValueText: "Vector" });
}
