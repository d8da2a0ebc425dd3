using System.Diagnostics;
using System.Text.Json;
using YoloV1.Imaging;
using YoloV1.Inference;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Cli.Tests;

/// <summary>Prediction in shards: parts that any scheduler may cut off, repeat and put together.</summary>
public sealed class ShardTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly VocFolder _voc = new();
    private readonly string _model;

    public ShardTests() => _model = SmallModel.Save(_folder["small.safetensors"]);

    public void Dispose()
    {
        _folder.Dispose();
        _voc.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Parts_OfProcessesThatWereKilled_AreTogetherTheSameAsOneRun(int shards)
    {
        var list = WriteList(count: 700);
        string[] call = ["--list", list, "--score", "0.05"];
        var whole = Predict([.. call, "--jsonl"]);
        whole.ExitCode.Should().Be(1, "images cannot be read");

        var kills = 0;
        for (var shard = 0; shard < shards; shard++)
        {
            string[] words = [.. call, "--shard", $"{shard}/{shards}", "--output", _folder["parts"]];
            kills += Kill(words, PathOf(shard, shards)) ? 1 : 0;
            Predict(words).ShouldSucceed().Output.Should().Match("*images, * of them unreadable*");
        }

        kills.Should().BePositive();
        Directory.EnumerateFiles(_folder["parts"]).Should().HaveCount(shards);
        var expected = Documents(whole.Output.Trim().Split('\n'));
        var parts = Enumerable.Range(0, shards).Select(shard => Documents(File.ReadLines(PathOf(shard, shards)).Skip(1))).ToArray();
        parts.Sum(part => part.Length).Should().Be(expected.Length);
        for (var i = 0; i < expected.Length; i++)
            ShouldBeTheSame(parts[i % shards][i / shards], expected[i]);
    }

    [Fact]
    public void APartThatIsWhole_IsPassedOver_AndOneOfOtherWorkIsRefused()
    {
        var list = WriteList(count: 20);
        string[] call = ["--list", list, "--shard", "1/2", "--output", _folder["parts"]];
        Predict(call).ShouldSucceed();
        var written = File.GetLastWriteTimeUtc(PathOf(1, 2));

        Predict(call).ShouldSucceed().Output.Should().Contain("already complete");
        File.GetLastWriteTimeUtc(PathOf(1, 2)).Should().Be(written);
        Predict([.. call, "--score", "0.3"])
            .ShouldFail(2, "*this part belongs to a different job, with other options (*; give --output another folder.");
        File.Move(PathOf(1, 2), PathOf(1, 2) + ".partial");
        SmallModel.Save(_model, new ClassNames(["cat", "dog", "elk"]));
        Predict(call).ShouldFail(2, "*.partial: this part belongs to a different job, with other weights; *");
        SmallModel.Save(_model);
        File.AppendAllText(list, $"{_folder["more.png"]}\n");
        Predict(call).ShouldFail(2, "*.partial: this part belongs to a different job, with another list of images; *");
    }

    [Fact]
    public void APartWhoseEndIsTorn_IsMended()
    {
        string[] call = ["--list", WriteList(count: 20), "--output", _folder["parts"]];
        Predict(call).ShouldSucceed();
        var whole = File.ReadAllBytes(PathOf(0, 1));
        File.Move(PathOf(0, 1), PathOf(0, 1) + ".partial");
        using (var file = File.OpenWrite(PathOf(0, 1) + ".partial"))
        {
            file.SetLength(whole.Length / 2);
            file.Position = file.Length;
            file.Write([0, 0, 0, (byte)'\n', (byte)'{']);
        }

        Predict(call).ShouldSucceed().Error.Should().MatchRegex(@"continues after \d+ of 20 images");

        File.ReadAllBytes(PathOf(0, 1)).Should().Equal(whole);
    }

    [Fact]
    public void TooManyImagesThatCannotBeRead_StopAPart_WhichGoesOnLater()
    {
        string[] call = ["--list", WriteList(count: 300), "--output", _folder["parts"]];

        Predict([.. call, "--max-bad", "2"]).Error.Should()
            .MatchRegex("yolov1: .*more than 2 images cannot be read, last .*larger --max-bad");
        File.Exists(PathOf(0, 1)).Should().BeFalse();
        Predict([.. call, "--max-bad", "2"]).ExitCode.Should().Be(2);
        Predict(call).ShouldSucceed().Error.Should().Contain("continues after ");
    }

    [SkippableFact]
    public void APolitelyEndedProcess_LeavesAPartialPart_AndAsksForAnotherTry()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        string[] call = ["--list", WriteList(count: 5000), "--output", _folder["parts"]];
        using var process = Start(call);
        WaitForLines(process, PathOf(0, 1)).Should().BeTrue();

        Predict(call).ShouldFail(1, "*.partial: another process writes this part; wait until it ends.");
        ProcessRun.Of("kill", ["-TERM", $"{process.Id}"]).ShouldSucceed();

        var (exitCode, output, error) = ProcessRun.EndOf(process);
        exitCode.Should().Be(1, error);
        error.Should().EndWith("yolov1: Stopped.\n");
        output.Should().BeEmpty();
        File.ReadAllText(PathOf(0, 1) + ".partial").Should().EndWith("}\n");
    }

    [Fact]
    public void AllPartsTogether_AreMeasuredAsTheSetIs()
    {
        string[] names = [.. Enumerable.Range(0, 11).Select(number => $"p{number}")];
        _voc.Split("val", names);
        using var detector = Detector.Load(_model);
        foreach (var (number, name) in names.Index())
        {
            var image = TestImages.Coordinates(800 + number, 400);
            ImageFile.WritePng(image, Path.Combine(_voc.Root, "JPEGImages", $"{name}.png"));
            // One of what is found there, and one of what is not.
            var found = detector.Detect(image, new() { Score = 0 }).OrderByDescending(one => one.Box.Area).ToArray();
            _voc.Annotation(
                name, ObjectAt(found[0], image.Size) + Object("cat", "1", "1", "9", "9"),
                $"<size><width>{image.Size.Width}</width><height>{image.Size.Height}</height></size>");
        }
        string[] call =
        [
            Path.Combine(_voc.Root, "JPEGImages"), "--score", "0.001", "--iou", "0.5", "--suppression", "nms", "--output", _folder["parts"],
        ];
        string[] eval = ["eval", "--detections", _folder["parts"], "--truth", _voc.Root, "--split", "val", "--json"];
        for (var shard = 0; shard < 3; shard++)
        {
            if (shard > 0)
                Call.Run(eval).ShouldFail(1, $"*{3 - shard} parts are missing or incomplete: part-0000{shard}-of-00003.jsonl*; run them.");
            Predict([.. call, "--shard", $"{shard}/3"]).ShouldSucceed();
        }

        var measured = Document(Call.Run(eval).ShouldSucceed());
        var expected = Document(Call.Run("val", "--weights", _model, "--data", _voc.Root, "--split", "val", "--json").ShouldSucceed());

        measured.GetProperty("map").GetDouble().Should().BePositive().And.BeApproximately(expected.GetProperty("map").GetDouble(), 1e-9);
        measured.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("detections").GetInt32()).Should()
            .Equal(expected.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("detections").GetInt32()));
        _voc.Split("val", [.. names, "p11"]).Annotation("p11", Object("cat", "1", "1", "9", "9")).Image("p11.png");
        Call.Run(eval).ShouldFail(1, "*1 of the 12 images of * are missing in all parts, first 'p11'; detect on all of them.");
        _voc.Split("val", names[1..]);
        Call.Run(eval).ShouldFail(1, "*part-00000-of-00003.jsonl(2): image '*p0.png' is not in *; evaluate the images *");
    }

    [Fact]
    public void AListOnStandardInput_IsTakenInItsOrder()
    {
        var (first, second) = (_folder["b.png"], _folder["a.png"]);
        foreach (var path in new[] { first, second })
            ImageFile.WritePng(TestImages.Coordinates(20, 10), path);
        var input = Console.In;
        try
        {
            Console.SetIn(new StringReader($"{first}\n\n{second}\n"));

            Predict("--list", "-", "--score", "1").ShouldSucceed().Output.Should().Be($"{first}: nothing\n{second}: nothing\n");
        }
        finally
        {
            Console.SetIn(input);
        }
    }

    private static string ObjectAt(Detection detection, ImageSize size)
    {
        var (x1, y1, x2, y2) = detection.Box.ToPixels(size);
        return Object(SmallModel.Classes[detection.ClassId], $"{(int)x1 + 1}", $"{(int)y1 + 1}", $"{(int)x2}", $"{(int)y2}");
    }

    private static JsonElement Document(Call call)
    {
        using var document = JsonDocument.Parse(call.Output);
        return document.RootElement.Clone();
    }

    private static JsonElement[] Documents(IEnumerable<string> lines) => [.. lines.Select(line =>
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    })];

    private static void ShouldBeTheSame(JsonElement line, JsonElement expected)
    {
        line.GetProperty("image").GetString().Should().Be(expected.GetProperty("image").GetString());
        line.TryGetProperty("error", out var error).Should().Be(expected.TryGetProperty("error", out var expectedError));
        if (error.ValueKind == JsonValueKind.String)
        {
            error.GetString().Should().Be(expectedError.GetString());
            return;
        }
        var (found, wanted) = (Found(line), Found(expected));
        found.Select(one => one.Class).Should().Equal(wanted.Select(one => one.Class));
        foreach (var (one, other) in found.SelectMany(one => one.Values).Zip(wanted.SelectMany(one => one.Values)))
            one.Should().BeApproximately(other, 1e-5 * Math.Max(1, Math.Abs(other)));
    }

    private static (string Class, double[] Values)[] Found(JsonElement line) =>
    [
        .. line.GetProperty("detections").EnumerateArray().Select(one => (
            one.GetProperty("class").GetString()!,
            one.GetProperty("box").EnumerateObject().Select(edge => edge.Value.GetDouble())
                .Append(one.GetProperty("score").GetDouble()).ToArray())),
    ];

    /// <summary>A list of some images again and again; one in a hundred is no image or not there.</summary>
    private string WriteList(int count)
    {
        for (var i = 0; i < 10; i++)
            ImageFile.WriteJpeg(TestImages.Coordinates(400 + i, 300), _folder[$"{i}.jpg"]);
        File.WriteAllText(_folder["broken.jpg"], "no image");
        File.WriteAllLines(_folder["list.txt"], Enumerable.Range(0, count).Select(i => (i % 100) switch
        {
            50 => _folder["broken.jpg"],
            99 => _folder["gone.jpg"],
            var place => _folder[$"{place % 10}.jpg"],
        }));
        return _folder["list.txt"];
    }

    private bool Kill(string[] words, string path)
    {
        using var process = Start(words);
        var cut = WaitForLines(process, path);
        process.Kill();
        process.WaitForExit();
        return cut && File.Exists(path + ".partial");
    }

    /// <summary>Waits until a part has some lines; false where the process has ended before.</summary>
    private static bool WaitForLines(Process process, string path)
    {
        var begin = Stopwatch.StartNew();
        while (!process.HasExited && begin.Elapsed < Patience)
        {
            if (new FileInfo(path + ".partial") is { Exists: true, Length: > 3000 })
                return true;
            Thread.Sleep(2);
        }
        return false;
    }

    private Process Start(string[] words) => CommandProcess.Start(["predict", .. words, "--weights", _model]);

    private string PathOf(int shard, int shards) => Path.Combine(_folder["parts"], $"part-{shard:00000}-of-{shards:00000}.jsonl");

    private Call Predict(params string[] words) => Call.Run(["predict", .. words, "--weights", _model]);
}
