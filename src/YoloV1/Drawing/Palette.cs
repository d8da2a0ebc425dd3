using SkiaSharp;

namespace YoloV1.Drawing;

/// <summary>Seven colours that people with any colour vision tell apart (Okabe and Ito, 2008); an eighth class starts again.</summary>
internal static class Palette
{
    private static readonly SKColor[] Colors =
    [
        new(0xE6, 0x9F, 0x00), new(0x56, 0xB4, 0xE9), new(0x00, 0x9E, 0x73), new(0xF0, 0xE4, 0x42),
        new(0xCC, 0x79, 0xA7), new(0xD5, 0x5E, 0x00), new(0x00, 0x72, 0xB2),
    ];

    /// <summary>The same in the order in which they show best on white, and without yellow, which does not.</summary>
    private static readonly SKColor[] LineColors = [Colors[6], Colors[5], Colors[2], Colors[4], Colors[0], Colors[1]];

    /// <summary>The number of colours for lines.</summary>
    public static int LineCount => LineColors.Length;

    /// <summary>The colour of a class.</summary>
    public static SKColor Of(int classId) => Colors[classId % Colors.Length];

    /// <summary>The colour of a line on white, by its place among the lines.</summary>
    public static SKColor OfLine(int place) => LineColors[place % LineColors.Length];

    /// <summary>Black or white, whichever is read better on a background.</summary>
    public static SKColor TextOn(SKColor background) =>
        0.299 * background.Red + 0.587 * background.Green + 0.114 * background.Blue > 110 ? SKColors.Black : SKColors.White;
}
