using SkiaSharp;

namespace YoloV1.Drawing;

/// <summary>Letters drawn as lines, for printable ASCII: the same on every machine, also on one without fonts.</summary>
internal static class StrokeFont
{
    /// <summary>Units of a capital letter's height, from its top at y = 0 to the base line.</summary>
    private const int CapHeight = 6;

    /// <summary>Units from one letter to the next: four wide and two between.</summary>
    private const int Advance = 6;

    /// <summary>What stands for a character that the font has not.</summary>
    private const char Unknown = '?';

    /// <summary>From ' ' to '~': lines as points of two digits, x from the left and y from the top, with a space between lines.</summary>
    private static readonly string[] Glyphs =
    [
        "", "2024 2626", "1012 3032", "1016 3036 0242 0444", "413010010213334445361605 2026", "4006 0010110100 3545463635",
        "4612112031320405162644", "2022", "30212536", "10232516", "2125 0244 0442", "2125 0343", "2617", "0343", "2626", "4006",
        "103041453616050110", "112026 1636", "01103041420646", "0110304142334445361605 2333", "36300444", "400002324345361605",
        "4130100105163645443303", "0040412426", "13334445361605041302011030414233", "0516364541301001021343",
        "2222 2626", "2222 2617", "410345", "0242 0444", "014305", "011030414224 2626", "34141232344441301001051646",
        "0602204246 0444", "00063645443303 0030414233", "4130100105163645", "00063645413000", "40000646 0333", "400006 0333",
        "41301001051636454323", "0006 4046 0343", "1030 2026 1636", "4045361605", "0006 400346", "000646", "0600234046", "06004640",
        "103041453616050110", "06003041423303", "103041453616050110 2446", "06003041423303 2346", "413010010213334445361605",
        "0040 2026", "000516364540", "002640", "0016233640", "0046 4006", "002340 2326", "00400646",
        "30101636", "0046", "10303616", "022042", "0747", "1021",
        "12324346 441405163645", "0006 0312324345361605", "4332120305163645", "4046 4332120305163645", "044443321203051636",
        "41302126 1232", "4332120305163645 4247381807", "0006 0312324346", "2226 2020", "32372818 3030", "0006 420446", "202536",
        "0206 03122326 23324346", "0206 0312324346", "120305163645433212", "0208 0312324345361605", "4248 4332120305163645",
        "0206 03123243", "43321203143445361605", "202536 1232", "0205163645 4246", "022642", "0216243642", "0246 4206",
        "0205163645 4247381807", "02420646", "30212213242536", "2027", "10212233242516", "03123443",
    ];

    /// <summary>The width of a text in pixels, without space before and behind it.</summary>
    public static float WidthOf(string text, float capHeight) => Math.Max(0, text.Length * Advance - 2) * capHeight / CapHeight;

    /// <summary>The lines of a text, to be stroked with round ends; the caller disposes the path.</summary>
    /// <param name="text">Characters that are not printable ASCII become question marks.</param>
    /// <param name="left">Where the first letter starts, in pixels.</param>
    /// <param name="top">The top of the capital letters, in pixels.</param>
    /// <param name="capHeight">The height of the capital letters, in pixels.</param>
    public static SKPath PathOf(string text, float left, float top, float capHeight)
    {
        var path = new SKPath();
        var unit = capHeight / CapHeight;
        for (var i = 0; i < text.Length; i++)
            foreach (var line in GlyphOf(text[i]).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                path.AddPoly(PointsOf(line, left + i * Advance * unit, top, unit), close: false);
        return path;
    }

    private static string GlyphOf(char letter) => Glyphs[(letter is >= ' ' and <= '~' ? letter : Unknown) - ' '];

    private static SKPoint[] PointsOf(string line, float left, float top, float unit)
    {
        var points = new SKPoint[line.Length / 2];
        for (var i = 0; i < points.Length; i++)
            points[i] = new(left + (line[2 * i] - '0') * unit, top + (line[2 * i + 1] - '0') * unit);
        return points;
    }
}
