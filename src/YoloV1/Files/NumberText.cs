using System.Globalization;
using System.Numerics;

namespace YoloV1.Files;

/// <summary>Values in text files, the same in every country: a decimal point, an exponent, and no commas.</summary>
/// <remarks>With commas between thousands, .NET's own default, 1,5 would be read as 15.</remarks>
internal static class NumberText
{
    /// <summary>Reads a finite value; blanks around it count for nothing.</summary>
    public static bool TryRead<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, IFloatingPoint<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && T.IsFinite(value);

    /// <summary>Reads a whole number in digits, with a minus where it has one.</summary>
    public static bool TryReadWhole(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
