using System.Runtime.CompilerServices;

namespace YoloV1.Data;

/// <summary>The check of a value that has bounds.</summary>
internal static class Limit
{
    /// <summary>The value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its bounds, or NaN.</exception>
    public static float Check(float value, float least, float most, [CallerMemberName] string name = "") =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must lie in {least}..{most}.");
}
