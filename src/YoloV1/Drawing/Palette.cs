using SkiaSharp;

namespace YoloV1.Drawing;

/// <summary>Colours that people with any colour vision tell apart: the seven of Okabe and Ito (2008), and sixteen more.</summary>
/// <remarks>
/// The sixteen were chosen one by one, each as far as can be from all before it, in CIE Lab as people of normal sight, protanopes,
/// deuteranopes and tritanopes see them (Machado et al., 2009): no two of the 23 are nearer than two of the first seven are.
/// </remarks>
internal static class Palette
{
    private static readonly SKColor[] Colors =
    [
        new(0xE6, 0x9F, 0x00), new(0x56, 0xB4, 0xE9), new(0x00, 0x9E, 0x73), new(0xF0, 0xE4, 0x42),
        new(0xCC, 0x79, 0xA7), new(0xD5, 0x5E, 0x00), new(0x00, 0x72, 0xB2), new(0x87, 0x00, 0xF0),
        new(0x69, 0x1E, 0x00), new(0xC3, 0xF0, 0xC3), new(0x4B, 0x2D, 0x4B), new(0x2D, 0x1E, 0x96),
        new(0x69, 0xFF, 0x87), new(0x96, 0x78, 0xFF), new(0xE1, 0x00, 0x4B), new(0x78, 0x0F, 0x78),
        new(0xB4, 0xA5, 0x4B), new(0x4B, 0x69, 0x3C), new(0xFF, 0xB4, 0xD2), new(0x87, 0xC3, 0x87),
        new(0x69, 0x5A, 0x78), new(0x87, 0x4B, 0x00), new(0xD2, 0x00, 0xB4),
    ];

    /// <summary>The number of colours.</summary>
    public static int Count => Colors.Length;

    /// <summary>The colour of a class; those beyond the last start again.</summary>
    public static SKColor Of(int classId) => Colors[classId % Colors.Length];

    /// <summary>Black or white, whichever has the higher contrast with a background: at least 4.5 to 1.</summary>
    public static SKColor TextOn(SKColor background) => Luminance(background) > 0.179 ? SKColors.Black : SKColors.White;

    /// <summary>How bright a colour is, 0 to 1, as the Web Content Accessibility Guidelines count.</summary>
    public static double Luminance(SKColor color)
    {
        return 0.2126 * Linear(color.Red) + 0.7152 * Linear(color.Green) + 0.0722 * Linear(color.Blue);

        static double Linear(byte value) => value / 255.0 is var part && part <= 0.04045
            ? part / 12.92
            : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}
