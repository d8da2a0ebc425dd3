using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>Ids as COCO's own reader takes them: 1 and 1.0 are one; digits in quotes are a number, and other text is an id too.</summary>
internal sealed class CocoIdConverter : JsonConverter<long>
{
    /// <inheritdoc/>
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CocoValues.Whole(ref reader) ?? (reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } text
            && !NumberText.TryRead(text, out double _)
            ? CocoTextIds.NumberOf(text)
            : throw new JsonException($"The id {CocoValues.Shown(ref reader)} is not a whole number; write one."));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options)
    {
        if (CocoTextIds.IsText(value))
            writer.WriteStringValue(CocoTextIds.Shown(value));
        else
            writer.WriteNumberValue(value);
    }
}

/// <summary>Sizes and flags: whole numbers, <c>false</c> and <c>true</c>, and null for 0.</summary>
internal sealed class CocoIntConverter : JsonConverter<int>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null or JsonTokenType.False => 0,
        JsonTokenType.True => 1,
        _ when CocoValues.Whole(ref reader) is >= int.MinValue and <= int.MaxValue and var value => (int)value,
        _ => throw new JsonException($"{CocoValues.Shown(ref reader)} is not a whole number; write one."),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>Names, which are strings; a number is taken literally.</summary>
internal sealed class CocoNameConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => CocoValues.Text(ref reader),
        _ => throw new JsonException("A name must be text; write it in quotes."),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>Single values of COCO's files.</summary>
internal static class CocoValues
{
    private const double ExactlyWhole = 1L << 53;

    /// <summary>A whole number, with a point or in quotes; null for anything else.</summary>
    public static long? Whole(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
            return null;
        var text = Text(ref reader);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        return NumberText.TryRead(text, out double value) && Math.Abs(value) <= ExactlyWhole && value == Math.Floor(value)
            ? (long)value
            : null;
    }

    /// <summary>The value for a message.</summary>
    public static string Shown(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.Number or JsonTokenType.String ? $"'{Printable.Of(Text(ref reader))}'" : "there";

    /// <summary>A number or a string as it is written.</summary>
    public static string Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString()!
        : Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
}
