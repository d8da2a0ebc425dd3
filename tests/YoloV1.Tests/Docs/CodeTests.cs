namespace YoloV1.Tests.Docs;

/// <summary>The C# of README.md and docs/ is C# of this library.</summary>
public sealed class CodeTests
{
    [Fact]
    public void EveryBlock_Compiles()
    {
        foreach (var page in MarkdownFile.All)
        {
            var program = "";
            foreach (var block in page.Blocks.Where(block => !block.IsQuote))
            {
                program = block.IsProgram ? block.Code : program + block.Code;

                new CodeProgram(program).Errors.Should().BeEmpty($"the block at {block} is C#");
            }
        }
    }

    [Fact]
    public void EveryQuote_StandsInItsSource()
    {
        foreach (var quote in MarkdownFile.All.SelectMany(page => page.Blocks).Where(block => block.IsQuote))
        {
            var source = LinesOf(File.ReadAllText(Path.Combine(Repository.Root, quote.Source)));

            source.Should().ContainInConsecutiveOrder(LinesOf(quote.Code), $"{quote} shows lines of {quote.Source}");
        }
    }

    private static string[] LinesOf(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
