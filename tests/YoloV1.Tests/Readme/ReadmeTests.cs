using YoloV1.Imaging;
using YoloV1.Tests.Docs;
using YoloV1.Weights;

namespace YoloV1.Tests.Readme;

/// <summary>
/// The program of README.md that takes a trained network runs. It finds the files that it names: an image for each .jpg or .png, a trained
/// network for each .safetensors. build/try-package.sh runs the first program, which trains one.
/// </summary>
public sealed class ReadmeTests
{
    [Fact]
    public void TheSecondBlock_IsAProgram_ThatFindsSomethingInAnImage()
    {
        var example = MarkdownFile.Read("README.md").Blocks[1];
        example.IsProgram.Should().BeTrue();
        using var folder = new TemporaryFolder();
        foreach (var path in example.FilePaths)
            Make(folder[path]);

        var (exitCode, output, error) = new CodeProgram(example.Code).Run(folder[""]);

        error.Should().BeEmpty();
        exitCode.Should().Be(0);
        output.Should().Contain(RedFinder.Classes[0]);
    }

    [Fact]
    public void TheReadmeOfThePackage_HasTheFirstProgramOfThisOne_AndNoLinksThatBreakElsewhere()
    {
        var package = MarkdownFile.Read("src/YoloV1/package-readme.md");

        package.Blocks.Select(block => block.Code).Should().Equal(MarkdownFile.Read("README.md").Blocks[0].Code);
        package.Links.Should().AllSatisfy(link => link.Target.Should().StartWith("https://"));
    }

    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (Path.GetExtension(path) == ".safetensors")
        {
            using var model = RedFinder.Create();
            ModelFile.Save(model, RedFinder.Classes, path);
        }
        else
            ImageFile.WritePng(RedFinder.Paint(255, 0, 0, 0), path);
    }
}
