using System.Text;
using System.Text.Json;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Evaluation;
using YoloV1.Files;

namespace YoloV1.Cli.Predicting;

/// <summary>
/// The file of one part of the work: a head and a line an image, written as they come. It is called <c>.partial</c> until it is whole;
/// what a process that ended had written is kept, and the next one continues behind it.
/// </summary>
internal sealed class PartFile : IPredictionLines, IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly int _maxBad;

    private PartFile(string path, FileStream stream, int maxBad) => (_path, _stream, _maxBad) = (path, stream, maxBad);

    /// <summary>The images whose lines are there.</summary>
    public int Done { get; private set; }

    /// <summary>How many of them could not be read.</summary>
    public int Bad { get; private set; }

    private string Draft => _path + PartName.Partial;

    /// <summary>Whether the part is there already, whole.</summary>
    /// <exception cref="ArgumentException">A part of other work is.</exception>
    public static bool IsWhole(string folder, PartHead head)
    {
        var path = PartName.In(folder, head.Shard, head.Shards);
        if (!File.Exists(path))
            return false;
        Check(PartHead.Read(path), head, path);
        return true;
    }

    /// <summary>Starts the part, or continues an incomplete one.</summary>
    /// <param name="folder">The folder of all parts.</param>
    /// <param name="head">The work.</param>
    /// <param name="images">The images of the part.</param>
    /// <param name="maxBad">The most images that may be unreadable.</param>
    /// <exception cref="ArgumentException">A part of other work is there.</exception>
    /// <exception cref="IOException">Another process writes this part, or the file cannot be written.</exception>
    public static PartFile Open(string folder, PartHead head, IReadOnlyList<ImageSource> images, int maxBad)
    {
        OutputFolder.Create(folder, "--output");
        var path = PartName.In(folder, head.Shard, head.Shards);
        var draft = path + PartName.Partial;
        var stream = ExclusiveFile.TryOpen(draft)
            ?? throw new IOException($"{draft}: another process writes this part; wait until it ends.");
        var part = new PartFile(path, stream, maxBad);
        try
        {
            part.GoOn(head, images);
            return part;
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Too many images cannot be read; this one has no line.</exception>
    public void Add(ImagePrediction prediction)
    {
        if (prediction.Error is not null && Bad == _maxBad)
        {
            throw new ArgumentException(
                $"{Draft}: more than {_maxBad} images cannot be read, last {Printable.Path(prediction.Error)} "
                + "Correct them, or give a larger --max-bad; the next call continues there.");
        }
        Write(JsonSerializer.Serialize(prediction, PartJson.Default.ImagePrediction));
        Count(prediction);
    }

    /// <summary>Gives the part its name.</summary>
    public void Complete()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(Draft, _path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static void Check(PartHead there, PartHead wanted, string path)
    {
        if (wanted.DifferenceFrom(there) is { } difference)
            throw new ArgumentException($"{path}: this part belongs to a different job, with {difference}; give --output another folder.");
    }

    /// <summary>Reads the part up to the first incomplete line, and removes the rest.</summary>
    private void GoOn(PartHead head, IReadOnlyList<ImageSource> images)
    {
        var lines = new WholeLines(_stream);
        if (lines.Next() is not { } first)
        {
            _stream.SetLength(0);
            Write(head.ToLine());
            return;
        }
        Check(PartHead.Parse(first, Draft), head, Draft);
        var whole = lines.End;
        while (Done < images.Count && lines.Next() is { } line && TryParse(line) is { } prediction && prediction.Image == images[Done].Path)
        {
            Count(prediction);
            whole = lines.End;
        }
        _stream.SetLength(whole);
        _stream.Position = whole;
    }

    private static ImagePrediction? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, PartJson.Default.ImagePrediction);
        }
        catch (JsonException)
        {
            // After a loss of power the end of a file may be anything.
            return null;
        }
    }

    private void Count(ImagePrediction prediction)
    {
        Done++;
        Bad += prediction.Error is null ? 0 : 1;
    }

    // At once, so that the end of the process loses no image.
    private void Write(string line)
    {
        _stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _stream.Flush();
    }
}
