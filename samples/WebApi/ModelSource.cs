using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Samples.WebApi;

/// <summary>A model file that may be replaced at any time.</summary>
internal sealed class ModelSource(string path)
{
    private FileState? _loaded;
    private FileState? _seen;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Whether there is another file than the one loaded last, and it rests: one still being written changes.</summary>
    public bool HasChanged()
    {
        var now = FileState.Of(path);
        var rests = now == _seen;
        _seen = now;
        return rests && now is not null && now != _loaded;
    }

    /// <summary>Loads the file as it is now, and tries it.</summary>
    /// <exception cref="IOException">It is not there, or was replaced meanwhile.</exception>
    /// <exception cref="InvalidDataException">It is no model.</exception>
    public Detector Load()
    {
        _loaded = FileState.Of(path);
        var detector = Detector.Load(path);
        try
        {
            detector.Detect(new RgbImage(detector.Config.InputSize));
            return FileState.Of(path) == _loaded
                ? detector
                : throw new IOException($"{path}: another file took its place while it was read; it is read again.");
        }
        catch
        {
            detector.Dispose();
            throw;
        }
    }

    private sealed record FileState(string Path, DateTime Written, long Length)
    {
        public static FileState? Of(string path)
        {
            try
            {
                var file = new FileInfo(path);
                file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
                return new(file.FullName, file.LastWriteTimeUtc, file.Length);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Not there, or not any more.
                return null;
            }
        }
    }
}
