using YoloV1.Imaging;

namespace YoloV1.Inference;

/// <summary>A picture file and what was found in it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Picture">Its pixels, to draw on for example.</param>
/// <param name="Detections">What was found, the best score first; boxes as fractions of the picture, clipped to it.</param>
public sealed record DetectedPicture(string Path, Picture Picture, IReadOnlyList<Detection> Detections);
