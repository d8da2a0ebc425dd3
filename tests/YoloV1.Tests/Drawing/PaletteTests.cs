using SkiaSharp;
using YoloV1.Drawing;

namespace YoloV1.Tests.Drawing;

public sealed class PaletteTests
{
    /// <summary>What a colour looks like: normal sight, and Machado, Oliveira and Fernandes (2009), table 1, severity 1.0.</summary>
    public static TheoryData<string, double[]> Sights => new()
    {
        { "normal", [1, 0, 0, 0, 1, 0, 0, 0, 1] },
        { "protanopia", [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998] },
        { "deuteranopia", [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881] },
        { "tritanopia", [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900] },
    };

    [Theory]
    [MemberData(nameof(Sights))]
    public void Of_GivesColoursThatAreFarApart_ForAnySight(string name, double[] sight)
    {
        var seen = Enumerable.Range(0, Palette.Count).Select(id => Lab(Palette.Of(id), sight)).ToArray();

        var least = (from i in Enumerable.Range(0, seen.Length)
                     from j in Enumerable.Range(0, i)
                     select Math.Sqrt(seen[i].Zip(seen[j]).Sum(pair => Math.Pow(pair.First - pair.Second, 2)))).Min();

        least.Should().BeGreaterThan(16, $"a difference of 2.3 can just be seen, with {name} sight too");
    }

    [Fact]
    public void TextOn_HasEnoughContrastOnEveryColour()
    {
        for (var id = 0; id < Palette.Count; id++)
        {
            var (ground, ink) = (Palette.Luminance(Palette.Of(id)), Palette.Luminance(Palette.TextOn(Palette.Of(id))));
            ((Math.Max(ground, ink) + 0.05) / (Math.Min(ground, ink) + 0.05)).Should().BeGreaterThan(4.5, $"colour {id}");
        }
    }

    [Fact]
    public void Of_StartsAgainBehindTheLastColour() => Palette.Of(Palette.Count + 2).Should().Be(Palette.Of(2));

    private static double[] Lab(SKColor color, double[] sight)
    {
        double[] rgb = [Linear(color.Red), Linear(color.Green), Linear(color.Blue)];
        double[] seen =
            [.. Enumerable.Range(0, 3).Select(row => Math.Clamp(Enumerable.Range(0, 3).Sum(i => sight[3 * row + i] * rgb[i]), 0, 1))];
        var x = F((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047);
        var y = F(0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]);
        var z = F((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883);
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)];

        static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : 7.787 * t + 16.0 / 116;
        static double Linear(byte value) => value / 255.0 is var part && part <= 0.04045
            ? part / 12.92
            : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}
