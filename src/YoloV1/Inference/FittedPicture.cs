using YoloV1.Imaging;

namespace YoloV1.Inference;

/// <summary>A picture and the numbers that the network takes of it.</summary>
/// <param name="Picture">As it was read.</param>
/// <param name="Numbers">[H, W, 3], RGB in [0, 1].</param>
internal sealed record FittedPicture(Picture Picture, float[] Numbers);
