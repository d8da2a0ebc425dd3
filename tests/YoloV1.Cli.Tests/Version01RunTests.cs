using YoloV1.Training;
using YoloV1.Weights;

namespace YoloV1.Cli.Tests;

/// <summary>Run folders as version 0.1 left them when they were interrupted: each version after it goes on with them.</summary>
public sealed class Version01RunTests : IDisposable
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "Version01Run");

    private readonly VocFolder _voc = TrainingFolder.Create();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _voc.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("sgd", 12)]
    [InlineData("adamw", 12)]
    public void Training_IsResumed_AndKeepsTheEarlierEpochs(string run, int epochs)
    {
        Copy(run);
        var before = Rows(run);
        Checkpoint.Read(In(run, "last.checkpoint")).Epoch.Should().Be(before.Length).And.BeInRange(1, epochs - 1);

        var call = Call.Run("train", "--resume", _folder[run], "--data", _voc.Root, "--cfg", Path.Combine(Data, "small.cfg"))
            .ShouldSucceed();

        call.Error.Should().NotContain("starts from the beginning");
        var after = Rows(run);
        after.Take(before.Length).Should().Equal(before);
        after.Select(row => row.Split(',')[0]).Should().Equal(Enumerable.Range(1, epochs).Select(epoch => $"{epoch}"));
        OptionsOf(In(run, "options.yaml")).Should()
            .Contain(OptionsOf(Path.Combine(Data, run, "options.yaml")), "the settings stay those of the run");
        using var file = ModelFile.Open(In(run, "last.safetensors"));
        file.Classes.Should().Equal("circle", "square", "triangle");
    }

    [Fact]
    public void PretrainingBeforeATraining_IsResumed()
    {
        Copy("pretraining");
        var before = Rows("pretraining/pretraining");
        before.Should().NotBeEmpty();

        Call.Run("train", "--resume", _folder["pretraining"], "--data", _voc.Root, "--cfg", Path.Combine(Data, "small.cfg"))
            .ShouldSucceed();

        var after = Rows("pretraining/pretraining");
        after.Should().HaveCountGreaterThan(before.Length);
        after.Take(before.Length).Should().Equal(before);
        Rows("pretraining").Should().HaveCount(12);
        PartialWeights.IsIn(In("pretraining", "pretraining/last.safetensors")).Should().BeTrue();
    }

    [Fact]
    public void Pretraining_IsResumed()
    {
        Copy("backbone");
        var before = Rows("backbone");
        before.Should().NotBeEmpty();

        Call.Run("pretrain", "--resume", _folder["backbone"], "--data", _voc.Root, "--cfg", Path.Combine(Data, "small.cfg"))
            .ShouldSucceed();

        var after = Rows("backbone");
        after.Should().HaveCount(12);
        after.Take(before.Length).Should().Equal(before);
    }

    [Theory]
    [InlineData("darknet.yaml")]
    [InlineData("notebook.yaml")]
    public void Options_AreRead(string options)
    {
        File.WriteAllText(
            _folder[options], File.ReadAllText(Path.Combine(Data, options))
                .Replace("cfg: small.cfg", $"cfg: '{Path.Combine(Data, "small.cfg")}'", StringComparison.Ordinal));

        Call.Run("train", "--options", _folder[options], "--data", _voc.Root, "--cache-folder", _folder["images"], "--run", _folder["run"])
            .ShouldSucceed();

        OptionsOf(In("run", "options.yaml")).Should().Contain(OptionsOf(Path.Combine(Data, options)));
    }

    private void Copy(string run)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Data, run), "*", SearchOption.AllDirectories))
        {
            var copy = _folder[Path.GetRelativePath(Data, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>The lines of an options file that are no paths.</summary>
    private static IEnumerable<string> OptionsOf(string path) =>
        File.ReadLines(path).Where(line => line[0] != '#' && line.Split(':')[0] is not ("data" or "cfg" or "weights" or "cache-folder"));

    private string[] Rows(string run) => [.. File.ReadLines(In(run, "results.csv")).Skip(1)];

    private string In(string run, string file) => Path.Combine(_folder[run], file);
}
