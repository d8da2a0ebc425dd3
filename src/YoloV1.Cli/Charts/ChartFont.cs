using ScottPlot;
using SkiaSharp;
using YoloV1.Drawing;

namespace YoloV1.Cli.Charts;

/// <summary>Lets charts be written in the letters of <see cref="Lettering"/>, on machines without fonts too.</summary>
internal sealed class ChartFont : IFontResolver
{
    /// <summary>What charts call the font.</summary>
    public const string Name = "YoloV1 Inter";

    static ChartFont() => Fonts.FontResolvers.Insert(0, new ChartFont());

    private ChartFont()
    {
    }

    /// <summary>Has a chart written in it.</summary>
    public static void Apply(Plot plot) => plot.Font.Set(Name);

    /// <summary>The font, for its own name; null leaves other names to other resolvers.</summary>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => fontName == Name
        ? Lettering.Typeface
        : null;

    /// <inheritdoc cref="CreateTypeface(string, FontWeight, FontSlant, FontSpacing)"/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Lettering.Typeface : null;
}
