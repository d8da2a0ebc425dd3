using System.Text;
using System.Text.Json;
using CsCheck;
using YoloV1.Data;
using YoloV1.Training;

namespace YoloV1.Tests.Training;

/// <summary>Damaged checkpoints, and cfg files that are recipes: each is gone on from, or refused in one clear line.</summary>
[Collection(Alone.Name)]
public sealed class CheckpointFuzzTests : IDisposable
{
    private const string Recipe = """
        [net]
        batch=64
        subdivisions=8
        momentum=0.9
        decay=0.0005
        saturation = 1.5
        exposure = 1.5
        hue=.1
        learning_rate=0.0005
        policy=steps
        steps=200,400,600
        scales=2.5,2,.1
        max_batches = 40000
        [detection]
        jitter=.2
        """;

    private static readonly TrainingOptions Options = TrainingOptions.Paper with
    {
        Epochs = 2,
        BatchSize = 4,
        PeakLearningRate = 1e-2,
        EmaDecay = 0.99,
        Device = "cpu",
        CheckpointEvery = TimeSpan.Zero,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _file;

    public CheckpointFuzzTests()
    {
        using var model = TinyNetwork.Create(1);
        new Trainer(model, Options) { CheckpointPath = _folder["seed"] }.Run(new ShapesDataset(count: 8, seed: 1, ImageSize.Square(32)));
        _file = File.ReadAllBytes(_folder["seed"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_IsReadOrRefused_WhateverItsBytes() => Fuzz.Damaged(_file).Sample(Read, iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void Description_IsReadOrRefused_WhateverItSays()
    {
        var header = Encoding.UTF8.GetString(_file, 8, (int)BitConverter.ToInt64(_file));
        using var json = JsonDocument.Parse(header);
        var text = json.RootElement.GetProperty("__metadata__").GetProperty("yolov1.checkpoint").GetString()!;
        var quoted = JsonEncodedText.Encode(text).ToString();
        header.Should().Contain(quoted);
        Fuzz.DamagedJson(text).Select(damaged => JsonEncodedText.Encode(damaged.Replace("\ud800", "", StringComparison.Ordinal)).ToString())
            .Select(damaged => WithHeader(header.Replace(quoted, damaged, StringComparison.Ordinal)))
            .Sample(Read, iter: Fuzz.Budget, threads: 1);
    }

    [Fact]
    public void Recipe_IsReadOrRefused_WhateverItsLines() => Fuzz.DamagedText(Recipe, "poly", "[net]", "steps", "1,2").Sample(
        bytes =>
        {
            File.WriteAllBytes(_folder["fuzz.cfg"], bytes);
            Fuzz.ReadOrRefused(() =>
            {
                var options = TrainingOptions.FromDarknetCfg(_folder["fuzz.cfg"]);
                options.LearningRateAt(1000, stepsPerEpoch: 7).Should().BeInRange(0, double.MaxValue);
            });
        },
        iter: Fuzz.Budget, threads: 1);

    private void Read(byte[] bytes)
    {
        File.WriteAllBytes(_folder["fuzz"], bytes);
        Fuzz.ReadOrRefused(() =>
        {
            var state = Checkpoint.Read(_folder["fuzz"]);
            state.Step.Should().BeInRange(state.Batch, long.MaxValue);
        });
    }

    private byte[] WithHeader(string json)
    {
        var header = Encoding.UTF8.GetBytes(json);
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. _file.AsSpan(8 + (int)BitConverter.ToInt64(_file))];
    }
}
