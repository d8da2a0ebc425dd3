using System.Diagnostics;
using System.Xml;
using YoloV1.Files;

namespace YoloV1.Tests.Files;

public sealed class XmlFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_StopsAtElementsThatAreTooDeep_AtOnce()
    {
        Write($"<a>\n{string.Concat(Enumerable.Repeat("<a>", 40_000))}{string.Concat(Enumerable.Repeat("</a>", 40_000))}</a>");
        var started = Stopwatch.StartNew();

        Reading().Should().Throw<XmlException>().WithMessage("*more than 64 deep*").Which.LineNumber.Should().Be(2);
        started.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM '/etc/passwd'>]><a>&x;</a>")]
    [InlineData("<a>&#0;</a>")]
    public void Read_TakesNoDocumentTypesOrEntities(string text)
    {
        Write(text);

        Reading().Should().Throw<XmlException>();
    }

    [Fact]
    public void Read_StopsAtItsBound()
    {
        Write($"<a>{new string(' ', XmlFile.MostBytes)}</a>");

        Reading().Should().Throw<InvalidDataException>().WithMessage("*a.xml: this has more than 8388608 bytes*");
    }

    [Fact]
    public void Read_KeepsElementsAndLines()
    {
        Write("<a>\r\n<b>1&amp;2</b></a>");

        var element = XmlFile.Read(_folder["a.xml"]).Element("b")!;

        element.Value.Should().Be("1&2");
        ((IXmlLineInfo)element).LineNumber.Should().Be(2);
    }

    private void Write(string text) => File.WriteAllText(_folder["a.xml"], text);

    private Action Reading() => () => XmlFile.Read(_folder["a.xml"]);
}
