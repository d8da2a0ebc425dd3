using System.Runtime.ExceptionServices;
using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Inference;

/// <summary>An image file and its detections, or why it could not be read.</summary>
/// <remarks>
/// Who looks at <see cref="Fault"/> can go on past a broken file. To all others it throws when its image or its detections are asked
/// for: no file is passed over in silence.
/// </remarks>
public sealed record DetectedImage
{
    private readonly RgbImage? _image;
    private readonly IReadOnlyList<Detection> _detections;

    /// <summary>An image that was processed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="image">Its pixels.</param>
    /// <param name="detections">The detections, highest score first; boxes as fractions of the image, clipped to it.</param>
    public DetectedImage(string path, RgbImage image, IReadOnlyList<Detection> detections) =>
        (Path, _image, _detections) = (path, image, detections);

    /// <summary>A file that could not be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">Why.</param>
    public DetectedImage(string path, Exception fault)
        : this(path, null!, []) => Fault = fault;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Why the file could not be read: it is not there, or no whole image; null where it was read.</summary>
    public Exception? Fault { get; }

    /// <summary>Its pixels, to draw on for example.</summary>
    /// <exception cref="Exception"><see cref="Fault"/>, where there is one.</exception>
    public RgbImage Image => Read(_image!);

    /// <summary>The detections, highest score first; boxes as fractions of the image, clipped to it.</summary>
    /// <exception cref="Exception"><see cref="Fault"/>, where there is one.</exception>
    public IReadOnlyList<Detection> Detections => Read(_detections);

    /// <summary>
    /// The highest score of all boxes: where nothing was found, the one that fell short of the threshold by the least. NaN where the
    /// network gave values that are no numbers, as it does with weights that are none.
    /// </summary>
    public float HighestScore { get; init; }

    /// <summary>The file, its pixels and its detections.</summary>
    /// <exception cref="Exception"><see cref="Fault"/>, where there is one.</exception>
    public void Deconstruct(out string path, out RgbImage image, out IReadOnlyList<Detection> detections) =>
        (path, image, detections) = (Path, Image, Detections);

    /// <summary>The file, its size and how much was found: <c>a.jpg, 500x375: 5 detections</c>; or the fault.</summary>
    public override string ToString() => Fault is null
        ? $"{Path}, {Image.Size}: {Printable.Count(Detections.Count, "detection")}"
        : Fault.Message;

    private T Read<T>(T value)
    {
        if (Fault is not null)
            ExceptionDispatchInfo.Throw(Fault);
        return value;
    }
}
