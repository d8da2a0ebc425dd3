using SkiaSharp;

namespace YoloV1.Drawing;

/// <summary>A frame with a label, in pixels of the canvas.</summary>
/// <param name="Frame">The frame, within the image.</param>
/// <param name="Text">The text of the label.</param>
/// <param name="Color">The colour of the frame and of the label's ground.</param>
/// <param name="IsFaint">Drawn thinner, as what needs no attention.</param>
internal readonly record struct DrawnBox(SKRect Frame, string Text, SKColor Color, bool IsFaint = false);
