using System.Globalization;

namespace YoloV1.Tests;

/// <summary>What the nouns are in words, for logs, debuggers and messages of tests.</summary>
public sealed class NounTests
{
    private static readonly Box Card = new(0.4f, 0.6f, 0.25f, 0.5f);

    public static TheoryData<object, string> Words => new()
    {
        { Card, "0.25x0.5 around (0.4, 0.6)" },
        { new Box(1 / 3f, -0.25f, 1, 0.12345f), "1x0.123 around (0.333, -0.25)" },
        { default(Box), "0x0 around (0, 0)" },
        { new Detection(Card, 3, 0.87f), "class 3, score 0.87, 0.25x0.5 around (0.4, 0.6)" },
        { new Detection(Card, 0, 0.00123456f), "class 0, score 0.0012, 0.25x0.5 around (0.4, 0.6)" },
        { new LabeledBox(Card, 3), "class 3, 0.25x0.5 around (0.4, 0.6)" },
        { new LabeledBox(Card, 3, Difficult: true, Crowd: true) { Truncated = true },
            "class 3, 0.25x0.5 around (0.4, 0.6), difficult, crowd, truncated" },
        { new ImageSize(640, 480), "640x480" },
        { new GridShape(7, 2, 20), "[7, 7, 30] (S=7, B=2, C=20)" },
    };

    [Theory]
    [MemberData(nameof(Words), DisableDiscoveryEnumeration = true)]
    public void ToString_IsALineToRead_InAnyCulture(object noun, string words)
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = comma;
        try
        {
            noun.ToString().Should().Be(words);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
