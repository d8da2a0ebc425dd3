using SkiaSharp;

namespace YoloV1.Drawing;

/// <summary>
/// Text in one size: in Inter, which comes with the library, and in a font of the machine where Inter has not the letter.
/// </summary>
/// <remarks>Latin, Greek and Cyrillic look the same on every machine, also on one without fonts.</remarks>
internal sealed class Lettering : IDisposable
{
    private readonly Dictionary<int, SKTypeface> _others = [];
    private readonly Dictionary<SKTypeface, SKFont> _fonts = [];
    private readonly float _size;

    /// <param name="size">The height of a line's letters from the top of the highest to the end of the deepest, roughly, in pixels.</param>
    public Lettering(float size) => _size = size;

    /// <summary>The font that comes with the library.</summary>
    public static SKTypeface Typeface { get; } = Load();

    /// <summary>From the base line up to the top of capital letters.</summary>
    public float CapHeight => 0.727f * _size;

    /// <summary>The width of a text in pixels.</summary>
    public float WidthOf(string text) => Runs(text).Sum(run => FontOf(run.Typeface).MeasureText(run.Text));

    /// <summary>Draws a text.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="text">What.</param>
    /// <param name="left">Where it starts, in pixels.</param>
    /// <param name="baseLine">The line that letters stand on, in pixels.</param>
    /// <param name="color">The colour of the letters.</param>
    public void Draw(SKCanvas canvas, string text, float left, float baseLine, SKColor color)
    {
        using var ink = new SKPaint { Color = color, IsAntialias = true };
        foreach (var (part, typeface) in Runs(text))
        {
            canvas.DrawText(part, left, baseLine, FontOf(typeface), ink);
            left += FontOf(typeface).MeasureText(part);
        }
    }

    public void Dispose()
    {
        foreach (var font in _fonts.Values)
            font.Dispose();
        foreach (var typeface in _others.Values.Distinct().Where(typeface => typeface != Typeface))
            typeface.Dispose();
    }

    /// <summary>The text in parts that each have one font.</summary>
    private List<(string Text, SKTypeface Typeface)> Runs(string text)
    {
        var runs = new List<(string Text, SKTypeface Typeface)>();
        foreach (var rune in text.EnumerateRunes())
        {
            var typeface = TypefaceOf(rune.Value);
            if (runs is [.., var (before, same)] && same == typeface)
                runs[^1] = (before + rune, same);
            else
                runs.Add((rune.ToString(), typeface));
        }
        return runs;
    }

    private SKTypeface TypefaceOf(int letter)
    {
        if (Typeface.ContainsGlyph(letter))
            return Typeface;
        if (!_others.TryGetValue(letter, out var typeface))
            _others[letter] = typeface =
                _others.Values.FirstOrDefault(other => other.ContainsGlyph(letter)) ?? FindOnMachine(letter) ?? Typeface;
        return typeface;
    }

    private SKFont FontOf(SKTypeface typeface)
    {
        if (!_fonts.TryGetValue(typeface, out var font))
            _fonts[typeface] = font = new SKFont(typeface, _size) { Edging = SKFontEdging.Antialias, Subpixel = true };
        return font;
    }

    // Font managers without an index of letters find nothing; theirs are asked one by one.
    private static SKTypeface? FindOnMachine(int letter)
    {
        var manager = SKFontManager.Default;
        if (manager.MatchCharacter(letter) is { } match)
            return match;
        foreach (var family in manager.FontFamilies)
        {
            var typeface = manager.MatchFamily(family);
            if (typeface?.ContainsGlyph(letter) == true)
                return typeface;
            typeface?.Dispose();
        }
        return null;
    }

    private static SKTypeface Load()
    {
        using var stream = typeof(Lettering).Assembly.GetManifestResourceStream("YoloV1.Drawing.Fonts.Inter-Medium.otf")!;
        return SKTypeface.FromStream(stream);
    }
}
