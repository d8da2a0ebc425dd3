using YoloV1.Imaging;

namespace YoloV1.Data.Augmenting;

/// <summary>A picture and the objects on it.</summary>
/// <param name="Picture">The pixels.</param>
/// <param name="Boxes">The objects; empty for a picture without objects.</param>
public sealed record LabeledPicture(Picture Picture, IReadOnlyList<LabeledBox> Boxes);
