using System.Text;
using CsCheck;
using YoloV1.Files;

namespace YoloV1.Tests.Files;

public sealed class YamlFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("names: [person, 'no', no, 1.0, 0x1F, null, ~, true, 2001-01-01]",
        "{names: [person, no, no, 1.0, 0x1F, null, ~, true, 2001-01-01]}")]
    [InlineData("0: a\n1.0: b\n'0.0': c", "{0: a, 1.0: b, 0.0: c}")]
    [InlineData("a: 'it''s'\nb: \"x\\ty\\u00e9\"\nc: it's\n", "{a: it's, b: x\ty\u00e9, c: it's}")]
    [InlineData("a: |\n  x\n  y\nb: >-\n  x\n  y\n", "{a: x\ny\n, b: x y}")]
    [InlineData("a:\n- x\n- - y\n  - z\n- k: v\n", "{a: [x, [y, z], {k: v}]}")]
    [InlineData("{\"a\": [\"b\",], c: {d}}", "{a: [b], c: {d: }}")]
    [InlineData("%YAML 1.1\n# one\n--- # two\na: &x b # three\n...\n", "{a: b}")]
    [InlineData("a: !!str 1\nb: ! 2\nc: !!seq [!!int 3]\n!!str d: !!map {}\ne: !<tag:yaml.org,2002:null> ~\n",
        "{a: 1, b: 2, c: [3], d: {}, e: ~}")]
    [InlineData("a:\r\n  - x\r\n  - y\r\n", "{a: [x, y]}")]
    [InlineData("a:\tx\t# comment\n", "{a: x}")]
    [InlineData("", "nothing")]
    [InlineData("# a comment\n\n", "nothing")]
    [InlineData("---\n", "")]
    public void Read_KeepsTheTextOfWhatStandsThere(string text, string expected) => Describe(Parse(text)).Should().Be(expected);

    [Fact]
    public void Read_KnowsTheLines()
    {
        var map = (YamlMap)Parse("# one\ntrain: images\nnames:\n  - cat\n\n  - dog\n")!;

        map.Line.Should().Be(2);
        map.Entries.Select(entry => entry.Key.Line).Should().Equal(2, 3);
        ((YamlList)map.Find("names")!).Items.Select(item => item.Line).Should().Equal(4, 6);
        map.Find("val").Should().BeNull();
        ((YamlMap)Parse("train: images\n? names\n\n")!).Find("names")!.Line.Should().Be(2, "what is left out is not behind the end");
    }

    [Theory]
    [InlineData("a: &x 1\nb: *x", "(2): the alias *x is not supported; *")]
    [InlineData("a: &a [x,x]\nb: &b [*a,*a]\nnames:\n  ? *b\n  : cat", "(2): the alias *a is not supported; *")]
    [InlineData("*x : 1", "(1): the alias *x is not supported; *")]
    [InlineData("&r\n? &k [*k]\n: 1\nnames: [a]", "(2): a key is a list or a map; *")]
    [InlineData("? {a: b}\n: c", "(1): a key is a list or a map; *")]
    [InlineData("[[a]: b]", "(1): a key is a list or a map; *")]
    [InlineData("b: 1\n!x a: images", "(2): the tag '!x' is not supported; *")]
    [InlineData("path: !!python/object/apply:pathlib.PosixPath\n- /\n- data",
        "(1): the tag 'tag:yaml.org,2002:python/object/apply:pathlib.PosixPath' is not supported; *")]
    [InlineData("a: !!binary aGk=", "(1): the tag 'tag:yaml.org,2002:binary' is not supported; *")]
    [InlineData("a: 1\n'a': 2", "(2): 'a' occurs twice, first in line 1; *")]
    [InlineData("a: 1\nb: {c: 1,\n  d: 2, c: 3}", "(3): 'c' occurs twice, first in line 2; *")]
    [InlineData("\n  : ? x", "(2): '' occurs twice, first in line 2; *")]
    [InlineData("a: 1\n---\nb: 2", "(2): a second document starts here; *")]
    [InlineData("a: 1\n...\nb: 2", "(3): a second document starts here; *")]
    [InlineData("train: x\nnames: [a, b\nval: y", "(3): this is not YAML; * close the bracket [ of line 2.*")]
    [InlineData("{a: [x],\nb: y", "(2): this is not YAML; * close the bracket { of line 1.*")]
    [InlineData("train:\n : x\"y\nn: &x b\nm: &ird\nnc: 3", "(3): this is not YAML; *")]
    [InlineData("a: b: c", "(1): this is not YAML; *")]
    [InlineData("a: 'b\nc: d", "(1): this is not YAML; *")]
    [InlineData("a: x\nb: @c", "(2): this is not YAML; *")]
    [InlineData("a:\n\tb: c", "(2): this is not YAML; indent with spaces instead of tabs.")]
    [InlineData("a: b\n\tc: d", "(2): this is not YAML; indent with spaces instead of tabs.")]
    [InlineData("a: \"C:\\Users\\x\"", "(1): this is not YAML; *write / in paths, or use single quotes.")]
    [InlineData("a: \"\\ud800\"", "(1): this is not YAML; *")]
    [InlineData("a: b\nc: \"x\\0y\"", "(2): a value contains the character \\0; *")]
    [InlineData("a: b\nc: x\0y", "(2): this line has the control character U+0000; *")]
    [InlineData("a: b\r\nc: d\r\ne: \u001b[2Jx", "(3): this line has the control character U+001B; *")]
    [InlineData("a: b\rc: \u007f", "(2): this line has the control character U+007F; *")]
    [InlineData("\ufeffa: b", "(1): this line has the control character U+FEFF; *")]
    [InlineData("%YAML 9.9\n---\na: b", "(2): this is not YAML; *")]
    [InlineData("%YAML 1.99999999999999999999\n---\na: b", "(1): this is not YAML; *")]
    [InlineData("...\n...\n", "(*): this is not YAML; *")]
    public void Read_RefusesInOneLine_WithThePlaceAndWhatToDo(string text, string message) =>
        Refusal(text).Should().Match($"f.yaml{message}");

    [Fact]
    public void Read_ShowsControlCharactersOfNames_AsQuestionMarks()
    {
        Refusal("\"a\\e[2J\\nb\": 1\n\"a\\e[2J\\nb\": 2").Should().Match("f.yaml(2): 'a?[2J?b' occurs twice, *");
        FluentActions.Invoking(() => YamlFile.Parse("\u001b]0;title\n.yaml", "a: 1\na: 2"u8.ToArray()))
            .Should().Throw<InvalidDataException>().WithMessage("?]0;title?.yaml(2): *");
    }

    [Theory]
    [InlineData("[", "]", 64)]
    [InlineData("{a: ", "}", 64)]
    [InlineData("- ", "", 63)]
    public void Read_GoesSixtyFourDeep(string open, string close, int most)
    {
        Parse(Nested(most)).Should().NotBeNull();
        Refusal(Nested(most + 2)).Should().Match("f.yaml(1): maps and lists are nested more than 64 deep; *");
        Refusal(Repeat(open, 100_000)).Should().Match("f.yaml(1): maps and lists are nested more than 64 deep; *");

        string Nested(int depth) => $"{Repeat(open, depth)}{(close == "" ? "x" : "")}{Repeat(close, depth)}";
    }

    [Theory]
    [InlineData("? ", 50_000)]
    [InlineData("{", 50_000)]
    [InlineData("{? ", 50_000)]
    public void Read_RefusesKeysInKeys(string open, int depth) =>
        Refusal(Repeat(open, depth)).Should().Match("f.yaml(1): a key is a list or a map; *");

    [Fact]
    public void Read_RefusesIndentationWithoutEnd() =>
        Refusal(string.Concat(Enumerable.Range(0, 2000).Select(depth => $"{new string(' ', depth)}a:\n"))).Should()
            .Match("f.yaml(65): maps and lists are nested more than 64 deep; *");

    [Fact]
    public void Read_TakesAHundredThousandKeysAndValues()
    {
        Parse($"[{Repeat("a,", 99_999)}]").Should().NotBeNull();
        Refusal($"[{Repeat("a,", 100_000)}]").Should().Match("f.yaml(1): the file has more than 100000 keys and values, *");
        Refusal(Repeat("- &a\n", 200_000)).Should().Match("f.yaml(100000): the file has more than 100000 keys and values, *");
    }

    [Fact]
    public void Read_TakesValuesOfSixteenThousandCharacters()
    {
        var longest = new string('x', 16_384);

        Describe(Parse($"a: {longest}")).Should().Be($"{{a: {longest}}}");
        Refusal($"b: c\na: {longest}y").Should().Match("f.yaml(2): a value has 16385 characters, more than 16384; *");
        Refusal($"b: c\n? {longest}y\n: d").Should().Match("f.yaml(2): a value has 16385 characters, *");
        Refusal($"a: '{Repeat("x\n", 2_000_000)}'").Should().Match("f.yaml(1): a value has 4000000 characters, *");
    }

    [Fact]
    public void Read_TakesFourMebibytes()
    {
        File.WriteAllText(_folder["most.yaml"], $"a: b\n{new string('#', (4 << 20) - 5)}");
        File.WriteAllText(_folder["more.yaml"], $"a: b\n{new string('#', (4 << 20) - 4)}");

        Describe(YamlFile.Read(_folder["most.yaml"])).Should().Be("{a: b}");
        FluentActions.Invoking(() => YamlFile.Read(_folder["more.yaml"])).Should().Throw<InvalidDataException>()
            .WithMessage("*more.yaml: this has more than 4194304 bytes*; *");
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void Read_TakesTextWithAByteOrderMark(string encoding)
    {
        File.WriteAllText(_folder["a.yaml"], "names: [Straße, 犬, 🐕]\n", Encoding.GetEncoding(encoding));

        Describe(YamlFile.Read(_folder["a.yaml"])).Should().Be("{names: [Straße, 犬, 🐕]}");
    }

    [Fact]
    public void Read_RefusesOtherBytes_WithTheirLine()
    {
        Refused([.. "a: b\nc: caf"u8, 0xE9, .. "\nd: e\n"u8]).Should().Match("f.yaml(2): this line has bytes that are not UTF-8; *");
        Refused([.. "a: b\r\nc: d\r\ne: "u8, 0xC0, 0x80]).Should().Match("f.yaml(3): this line has bytes that are not UTF-8; *");
        Refused([.. "a: b\n\n"u8, 0xF0, 0x9F]).Should().Match("f.yaml(3): this line has bytes that are not UTF-8; *");
        Refused([0xFF, 0xFE, .. "a"u8, 0, .. "\n"u8, 0, 0x00, 0xD8, .. "b"u8, 0]).Should()
            .Match("f.yaml(2): this line has bytes that are not UTF-8; *");
        Refused([0xFF, 0xFE, .. "a"u8]).Should().Match("f.yaml(1): this line has bytes that are not UTF-8; *");
        Refused([.. "a"u8, 0, .. ":"u8, 0]).Should().Match("f.yaml(1): this line has the control character U+0000; *");
    }

    [Fact]
    public void Quoted_ReadsBackAsTheSame() => Gen.String.Where(text => !text.Contains('\0') && !text.Any(char.IsSurrogate)).Sample(text =>
    {
        var map = (YamlMap)Parse($"{YamlText.Quoted(text)}: {YamlText.Quoted(text)}\nlist: [{YamlText.Quoted(text)}]\n")!;

        return map.Entries.First().Key.Text == text && ((YamlScalar)map.Find(text)!).Text == text
            && ((YamlScalar)((YamlList)map.Find("list")!).Items[0]).Text == text;
    });

    /// <summary>A document in words.</summary>
    internal static string Describe(YamlValue? value) => value switch
    {
        null => "nothing",
        YamlScalar scalar => scalar.Text,
        YamlList list => $"[{string.Join(", ", list.Items.Select(Describe))}]",
        _ => $"{{{string.Join(", ", ((YamlMap)value).Entries.Select(entry => $"{entry.Key.Text}: {Describe(entry.Value)}"))}}}",
    };

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static YamlValue? Parse(string text) => YamlFile.Parse("f.yaml", Encoding.UTF8.GetBytes(text));

    // A string literal cannot begin with the mark that the encoding would write.
    private static string Refusal(string text) =>
        Refused(text.StartsWith('\ufeff') ? [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)] : Encoding.UTF8.GetBytes(text));

    private static string Refused(byte[] bytes) =>
        FluentActions.Invoking(() => YamlFile.Parse("f.yaml", bytes)).Should().Throw<InvalidDataException>().Which.Message;
}
