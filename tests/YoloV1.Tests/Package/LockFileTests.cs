using System.Text.Json;
using System.Xml.Linq;

namespace YoloV1.Tests.Package;

/// <summary>The lock files hold every package of every project, with its hash, in the versions that the repository names.</summary>
public sealed class LockFileTests
{
    private const string Remedy = "build/lock.sh writes the lock files";

    private static readonly string Folder = Path.Combine(Repository.Root, "build/locks");

    public static TheoryData<string> Systems => ["linux-x64", "osx-arm64", "win-x64"];

    [Theory]
    [MemberData(nameof(Systems))]
    public void EveryProject_HasALockFile(string system)
    {
        var projects = new[] { "src", "tests", "samples", "benchmarks" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(Path.GetFileNameWithoutExtension);

        Directory.EnumerateFiles(Path.Combine(Folder, system)).Select(Path.GetFileNameWithoutExtension)
            .Should().BeEquivalentTo(projects, Remedy);
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void LockedPackages_HaveAHash_AndTheVersionThatTheRepositoryNames(string system)
    {
        var named = NamedVersions();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, system)))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var packages =
                from framework in document.RootElement.GetProperty("dependencies").EnumerateObject()
                from package in framework.Value.EnumerateObject()
                where package.Value.GetProperty("type").GetString() != "Project"
                select package;
            foreach (var package in packages)
            {
                Convert.FromBase64String(package.Value.GetProperty("contentHash").GetString()!).Should().HaveCount(64);
                if (named.TryGetValue(package.Name, out var version))
                    package.Value.GetProperty("resolved").GetString().Should().Be(version, $"{file} has {package.Name}; {Remedy}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Programs_AreLockedToTheSystemsOwnLibtorch(string system) =>
        File.ReadAllText(Path.Combine(Folder, system, "YoloV1.Cli.json")).Should().Contain($"\"libtorch-cpu-{system}\"")
            .And.NotMatchRegex($"\"libtorch-cpu-(?!{system}\")");

    private static Dictionary<string, string> NamedVersions()
    {
        var properties = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props"));
        string ValueOf(string text) =>
            text.StartsWith("$(", StringComparison.Ordinal) ? properties.Descendants(text[2..^1]).Single().Value : text;
        return XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(
            package => (string)package.Attribute("Include")!, package => ValueOf((string)package.Attribute("Version")!),
            StringComparer.OrdinalIgnoreCase);
    }
}
