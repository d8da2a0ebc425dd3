using YoloV1.Imaging;
using YoloV1.Tests.Docs;
using YoloV1.Weights;

namespace YoloV1.Tests.Readme;

/// <summary>
/// The first block of README.md runs. It finds the files that it names: an image for each .jpg or .png, a trained network for each
/// .safetensors.
/// </summary>
public sealed class ReadmeTests
{
    [Fact]
    public void TheFirstBlock_IsAProgram_ThatFindsSomethingInAnImage()
    {
        var example = MarkdownFile.Read("README.md").Blocks.Should().NotBeEmpty().And.Subject.First();
        example.IsProgram.Should().BeTrue();
        using var folder = new TemporaryFolder();
        foreach (var path in example.FilePaths)
            Make(folder[path]);

        var (exitCode, output, error) = new CodeProgram(example.Code).Run(folder[""]);

        error.Should().BeEmpty();
        exitCode.Should().Be(0);
        output.Should().Contain(RedFinder.Classes[0]);
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
