using YoloV1.Files;

namespace YoloV1.Tests.Files;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("cat", "cat")]
    [InlineData("Größe 猫 🐈", "Größe 猫 🐈")]
    [InlineData("\u001b[2J\u001b]0;owned\u0007", "?[2J?]0;owned?")]
    [InlineData("a\r\nforged: 1\tb", "a??forged: 1?b")]
    [InlineData("\u009b31m\u0085\u2028\u2029", "?31m???")]
    [InlineData("a\u202egnp.exe\u2066\ufeff", "a?gnp.exe??")]
    public void Line_HasNothingThatATerminalObeys(string text, string printed) => Printable.Line(text).Should().Be(printed);

    [Fact]
    public void Line_HasNoHalfOfALetter() => Printable.Line("a\ud83d").Should().Be("a?");

    [Fact]
    public void Of_CutsLongText() => Printable.Of(new string('a', 100), longest: 3).Should().Be("aaa...");
}
