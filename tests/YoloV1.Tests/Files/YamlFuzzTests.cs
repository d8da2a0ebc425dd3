using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using YamlDotNet.RepresentationModel;
using YoloV1.Data;
using YoloV1.Files;
using YoloV1.Tests.Data;

namespace YoloV1.Tests.Files;

/// <summary>
/// Damaged YAML: each file is read, and then as YamlDotNet's own tree has it, or refused in one line that begins with file and line.
/// <c>YOLOV1_FUZZ=1000000 dotnet test -c Release tests/YoloV1.Tests --filter YamlFuzz</c> tries a million in each test.
/// </summary>
public sealed partial class YamlFuzzTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_IsReadRightOrRefused_WhateverItsBytes() => YamlDamage.Any.Sample(Read, iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void DataFile_IsReadOrRefused_WhateverItsBytes()
    {
        _folder.Images("images/a.png").Text("val.txt", "images/a.png");
        YamlDamage.Any.Sample(ReadDataFile, iter: Fuzz.Budget, threads: 1);
    }

    [Fact]
    public void ValidSeeds_AreRead()
    {
        foreach (var seed in YamlSeeds.Valid)
            YamlFileTests.Describe(YamlFile.Parse("f.yaml", Encoding.UTF8.GetBytes(seed))).Should().Be(Tree(Encoding.UTF8.GetBytes(seed)));
    }

    private static void Read(byte[] bytes)
    {
        string? found = null;
        Fuzz.ReadOrRefused(() =>
        {
            try
            {
                found = YamlFileTests.Describe(YamlFile.Parse("f.yaml", bytes));
            }
            catch (InvalidDataException refusal)
            {
                Told("f.yaml", refusal, bytes);
                throw;
            }
        });
        if (found is not null && found != Tree(bytes))
            throw new InvalidOperationException($"{found} is {Tree(bytes)}");
    }

    private void ReadDataFile(byte[] bytes)
    {
        var path = _folder.PathOf("data.yaml");
        File.WriteAllBytes(path, bytes);
        try
        {
            var yaml = YoloYaml.Open(path);
            yaml.Names.Should().NotBeEmpty();
            foreach (var split in yaml.Splits)
                yaml.PlacesOf(split).Should().OnlyContain(place => Path.IsPathFullyQualified(place));
        }
        catch (InvalidDataException refusal)
        {
            Told(path, refusal, bytes);
        }
    }

    // No more lines than line feeds, carriage returns and the breaks of two and three bytes.
    private static void Told(string path, InvalidDataException refusal, byte[] bytes)
    {
        var told = Line().Match(refusal.Message[path.Length..]);
        if (!refusal.Message.StartsWith(path, StringComparison.Ordinal) || !told.Success
            || long.Parse(told.Groups[1].Value) > 1 + bytes.Count(one => one is 10 or 13 or 0x85 or 0xA8 or 0xA9))
            throw new InvalidOperationException($"'{refusal.Message}' names no place or no remedy.", refusal);
    }

    // Safe after the reader took the file: it has no aliases then, and is not deep.
    private static string Tree(byte[] bytes)
    {
        var stream = new YamlStream();
        stream.Load(new StreamReader(new MemoryStream(bytes)));
        return stream.Documents.Count == 0 ? "nothing" : Tree(stream.Documents[0].RootNode);
    }

    private static string Tree(YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value!,
        YamlSequenceNode list => $"[{string.Join(", ", list.Select(Tree))}]",
        _ => $"{{{string.Join(", ", ((YamlMappingNode)node).Select(pair => $"{Tree(pair.Key)}: {Tree(pair.Value)}"))}}}",
    };

    [GeneratedRegex(@"^\((\d+)\): [^\p{Cc}]+; [^\p{Cc}]+$")]
    private static partial Regex Line();
}
