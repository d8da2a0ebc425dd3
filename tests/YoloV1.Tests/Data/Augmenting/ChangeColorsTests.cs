using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data.Augmenting;

public sealed class ChangeColorsTests
{
    private static readonly ChangeColors Paper = new() { MaxHue = 0.1f };

    [Fact]
    public void Colours_KeepGreyGrey_AndStayWithinTheirFactor()
    {
        var grey = new LabeledImage(new RgbImage(ImageSize.Square(1), [120, 120, 120]), []);
        var greys = Enumerable.Range(0, 300)
            .Select(seed => new Augmentation(Paper).Apply(grey, new Random(seed), ImageSize.Square(1)).Image.Rgb).ToList();

        greys.Should().OnlyContain(rgb => rgb[0] == rgb[1] && rgb[1] == rgb[2]);
        greys.Min(rgb => rgb[0]).Should().BeInRange(80, 84);
        greys.Max(rgb => rgb[0]).Should().BeInRange(174, 180);
    }

    [Fact]
    public void AColourShift_TurnsTheHue_AndMovesSaturationTowardsGrey()
    {
        Shift(new(1 / 3f, 1, 1), 200, 0, 0).Should().Equal(0, 200, 0);
        Shift(new(-1 / 3f, 1, 1), 200, 0, 0).Should().Equal(0, 0, 200);
        Shift(new(0.5f, 1, 1), 200, 100, 50).Should().Equal(50, 150, 200);
        Shift(new(0, 0.5f, 1), 200, 100, 0).Should().Equal(200, 150, 100);
        Shift(new(0, 1, 2), 200, 100, 0).Should().Equal(255, 128, 0);
    }

    [Fact]
    public void Darknet_CutsTheChannels_AndNotTheValue()
    {
        // Twice (200, 100, 0) is (400, 200, 0); three times as far from grey, (200, -100, -400).
        Shift(new(0, 1, 2, CutLast: true), 200, 100, 0).Should().Equal(255, 200, 0);
        Shift(new(0, 3, 1, CutLast: true), 200, 100, 50).Should().Equal(200, 0, 0);
    }

    [Fact]
    public void TwoShifts_AreOne()
    {
        var both = new ColorShift(0.4f, 0.5f, 2).Then(new(0.4f, 3, 0.25f));

        both.Hue.Should().BeApproximately(-0.2f, 1e-6f);
        both.Should().Be(new ColorShift(both.Hue, 1.5f, 0.5f));
        ColorShift.None.Then(both).Should().Be(both);
    }

    private static byte[] Shift(ColorShift shift, params float[] rgb)
    {
        var bytes = new byte[3];
        shift.Write(rgb, bytes);
        return bytes;
    }
}
