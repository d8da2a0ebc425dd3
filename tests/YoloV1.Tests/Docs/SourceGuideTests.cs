using YoloV1.Tests.Architecture;

namespace YoloV1.Tests.Docs;

/// <summary>What docs/README.md says of the source is so.</summary>
public sealed class SourceGuideTests
{
    private const string Page = "docs/README.md";

    private static readonly string[] Walks = ["From an image to its detections", "From labelled images to a trained network"];

    public static TheoryData<string> WalkNames => [.. Walks];

    [Fact]
    public void TheTableOfFolders_HasEachOnce()
    {
        var folders =
            FloorPlan.House.Rooms.Where(room => !room.Contains('/', StringComparison.Ordinal) && room is not ("Cli" or FloorPlan.Root));

        var rows = MarkdownTable.With(Page, "floor").Rows.Skip(1).Select(row => row[1]);

        rows.Should().BeEquivalentTo(folders.Select(room => $"[{room}](../src/YoloV1/{room})").Append("[the root](../src/YoloV1)"));
    }

    [Theory]
    [MemberData(nameof(WalkNames))]
    public void AWalk_GoesDown_AndNeverBackUp(string name)
    {
        var floors = FloorsByFolder();

        var walk = FilesOf(name).Select(file => (File: file, Floor: floors[SourceFile.RoomOf(file).Split('/')[0]])).ToList();

        walk.Should().HaveCountGreaterThan(5);
        walk.Zip(walk.Skip(1)).Should().OnlyContain(step => step.Second.Floor <= step.First.Floor);
    }

    [Fact]
    public void TheFloors_AreThoseOfTheHouse()
    {
        var floors = FloorsByFolder();

        foreach (var user in floors.Keys)
            foreach (var used in FloorPlan.House.UsedBy(user).Where(floors.ContainsKey))
                floors[used].Should().BeLessThanOrEqualTo(floors[user], $"{user} may use {used}");
    }

    private static Dictionary<string, int> FloorsByFolder() => MarkdownTable.With(Page, "floor").Rows.Skip(1)
        .Where(row => !row[1].StartsWith("[the root]", StringComparison.Ordinal))
        .ToDictionary(row => row[1].Split('[', ']')[1], row => int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture));

    // The links between a heading and the next.
    private static IEnumerable<string> FilesOf(string heading)
    {
        var page = MarkdownFile.Read(Page);
        var start = page.Text.IndexOf($"### {heading}\n", StringComparison.Ordinal);
        var end = page.Text.IndexOf("\n#", start + 1, StringComparison.Ordinal);
        var lines = (First: page.Text[..start].Count(c => c == '\n') + 1, Last: page.Text[..end].Count(c => c == '\n') + 1);
        return page.Links.Where(link => link.Line > lines.First && link.Line <= lines.Last).Select(link => link.Target["../".Length..]);
    }
}
