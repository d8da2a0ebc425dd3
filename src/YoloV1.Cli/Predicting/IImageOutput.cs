using YoloV1.Cli.Options;
using YoloV1.Imaging;

namespace YoloV1.Cli.Predicting;

/// <summary>Files about what was found on images.</summary>
internal interface IImageOutput
{
    /// <summary>Takes the next image.</summary>
    void Add(FoundOnImage found);

    /// <summary>Finishes after the last one.</summary>
    void Complete()
    {
    }
}

/// <summary>An image that could be read, and what was found on it.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Image">Its pixels.</param>
/// <param name="Detections">What was found, the best score first.</param>
/// <param name="Classes">The names of the classes.</param>
internal sealed record FoundOnImage(ImageSource Source, RgbImage Image, IReadOnlyList<Detection> Detections, ClassNames Classes);
