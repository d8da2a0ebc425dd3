using YoloV1.Imaging;
using YoloV1.Tests.Inference;
using YoloV1.Tests.Weights;
using YoloV1.Weights;

namespace YoloV1.Tests.Readme;

/// <summary>
/// Every block of C# in README.md compiles, and the first one runs. It finds the files that it names: a picture for each .jpg or .png,
/// a trained network for each .safetensors.
/// </summary>
public sealed class ReadmeTests
{
    [Fact]
    public void EveryBlock_Compiles()
    {
        var program = "";
        foreach (var block in ReadmeBlock.All)
        {
            program = block.IsProgram ? block.Code : program + block.Code;

            new ReadmeProgram(program).Errors.Should().BeEmpty($"the block at line {block.Line} of README.md is C#");
        }
    }

    [Fact]
    public void TheFirstBlock_IsAProgram_ThatFindsSomethingInAPicture()
    {
        var example = ReadmeBlock.All.Should().NotBeEmpty().And.Subject.First();
        example.IsProgram.Should().BeTrue();
        using var folder = new TemporaryFolder();
        foreach (var path in example.FilePaths)
            Make(folder[path]);

        var (exitCode, output, error) = new ReadmeProgram(example.Code).Run(folder[""]);

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
            ModelFile.Save(path, model, RedFinder.Classes);
        }
        else
            PictureFile.WritePng(RedFinder.Paint(255, 0, 0, 0), path);
    }
}
