using Spectre.Console;
using YoloV1.Cli.Output;

namespace YoloV1.Cli.Tests;

public sealed class ResultTableTests
{
    private static readonly string[] Head = ["class", "AP"];
    private static readonly string[][] Rows = [["cat [old]", "0.5"], ["owl", "-"]];

    [Fact]
    public void Text_IsAligned_WordsToTheLeftAndNumbersToTheRight()
    {
        var output = Console.Out;
        using var text = new StringWriter();
        Console.SetOut(text);
        try
        {
            ResultTable.WriteText(Head, Rows);
        }
        finally
        {
            Console.SetOut(output);
        }

        text.ToString().ReplaceLineEndings("\n").Should().Be("class       AP\ncat [old]  0.5\nowl          -\n");
    }

    [Theory]
    [InlineData(ColorSystemSupport.Standard, true)]
    [InlineData(ColorSystemSupport.NoColors, false)]
    public void OnATerminal_ItHasLines_AndColoursWhereTheyAreWanted(ColorSystemSupport colors, bool colored)
    {
        using var text = new StringWriter();
        var terminal =
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.Yes, ColorSystem = colors });

        terminal.Write(ResultTable.Lined(Head, Rows));

        text.ToString().Should().Contain("cat [old]").And.Contain("│");
        text.ToString().Contains("\u001b[90m", StringComparison.Ordinal).Should().Be(colored);
    }
}
