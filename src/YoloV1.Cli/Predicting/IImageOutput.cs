using YoloV1.Cli.Options;
using YoloV1.Imaging;

namespace YoloV1.Cli.Predicting;

/// <summary>Output files with detections.</summary>
internal interface IImageOutput
{
    /// <summary>Takes the next image.</summary>
    void Add(FoundOnImage found);

    /// <summary>Finishes after the last one.</summary>
    void Complete()
    {
    }
}

/// <summary>A readable image and its detections.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Image">Its pixels.</param>
/// <param name="Detections">The detections, highest score first.</param>
/// <param name="Classes">The names of the classes.</param>
internal sealed record FoundOnImage(ImageSource Source, RgbImage Image, IReadOnlyList<Detection> Detections, ClassNames Classes);
