using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>A change of all colours of an image in HSV.</summary>
/// <param name="Hue">Added to the hue, in turns of the colour circle; -0.5 to 0.5.</param>
/// <param name="Saturation">Factor of the saturation.</param>
/// <param name="Exposure">Factor of the value.</param>
/// <param name="CutLast">
/// Whether red, green and blue are cut, as in Darknet; otherwise saturation and value are, which keeps the hue.
/// </param>
internal readonly record struct ColorShift(float Hue, float Saturation, float Exposure, bool CutLast = false)
{
    /// <summary>The change that changes nothing.</summary>
    public static ColorShift None { get; } = new(0, 1, 1);

    /// <summary>This change and another one in one; nothing is cut between them.</summary>
    public ColorShift Then(ColorShift next) =>
        new(MathF.IEEERemainder(Hue + next.Hue, 1), Saturation * next.Saturation, Exposure * next.Exposure, CutLast || next.CutLast);

    /// <summary>Writes interleaved RGB colours of 0 to 255 as bytes, changed.</summary>
    public void Write(ReadOnlySpan<float> rgb, Span<byte> bytes)
    {
        if (this == None)
        {
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)(rgb[i] + 0.5f);
            return;
        }
        for (var i = 0; i <= bytes.Length - RgbImage.Channels; i += RgbImage.Channels)
            Write(rgb[i], rgb[i + 1], rgb[i + 2], bytes[i..]);
    }

    private void Write(float red, float green, float blue, Span<byte> bytes)
    {
        var value = Math.Max(red, Math.Max(green, blue));
        var chroma = value - Math.Min(red, Math.Min(green, blue));
        var hue = HueOf(red, green, blue, value, chroma) + 6 * (1 + Hue);

        var newValue = value * Exposure;
        var newSaturation = value > 0 ? chroma / value * Saturation : 0;
        if (!CutLast)
            (newValue, newSaturation) = (Math.Min(newValue, 255), Math.Min(newSaturation, 1));
        var newChroma = newSaturation * newValue;
        bytes[0] = Channel(5, hue, newValue, newChroma);
        bytes[1] = Channel(3, hue, newValue, newChroma);
        bytes[2] = Channel(1, hue, newValue, newChroma);
    }

    /// <summary>The hue in sixths of the circle, -1 to 5; 0 for a grey.</summary>
    private static float HueOf(float red, float green, float blue, float value, float chroma)
    {
        if (chroma <= 0)
            return 0;
        if (value == red)
            return (green - blue) / chroma;
        return value == green ? (blue - red) / chroma + 2 : (red - green) / chroma + 4;
    }

    /// <summary>
    /// One channel: the value less the chroma's share, a trapezoid over the hue that starts at <paramref name="offset"/>.
    /// </summary>
    private static byte Channel(float offset, float hue, float value, float chroma)
    {
        var place = offset + hue;
        place -= 6 * (int)(place * (1 / 6f));
        var share = Math.Clamp(Math.Min(place, 4 - place), 0, 1);
        return (byte)Math.Clamp(value - chroma * share + 0.5f, 0, 255);
    }
}
