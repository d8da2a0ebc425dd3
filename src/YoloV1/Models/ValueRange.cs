namespace YoloV1.Models;

/// <summary>The least and the greatest of some values.</summary>
/// <param name="Least">No value is below it.</param>
/// <param name="Greatest">No value is above it.</param>
internal readonly record struct ValueRange(float Least, float Greatest)
{
    /// <summary>The range that covers both.</summary>
    public ValueRange With(ValueRange other) => new(Math.Min(Least, other.Least), Math.Max(Greatest, other.Greatest));
}
