using CsCheck;
using TorchSharp;
using YoloV1.Imaging;

namespace YoloV1.Tests.Imaging;

public sealed class ImageInputTests
{
    [Fact]
    public void Fill_GivesExactlyTheBytesBy255InPlanes_WhenTheImageHasTheInputsSize()
    {
        var image = TestImages.Coordinates(31, 17);
        var chw = new float[3 * 31 * 17];

        ImageInput.Fill(image, image.Size, chw);

        for (var i = 0; i < 31 * 17; i++)
            for (var channel = 0; channel < 3; channel++)
                chw[channel * 31 * 17 + i].Should().Be(image.Rgb[3 * i + channel] / 255f);
    }

    [Fact]
    public void Fill_MixesNeighboursByHalfPixelCentres()
    {
        // Two pixels become four: centres at -0.25, 0.25, 0.75 and 1.25 of the two.
        var image = new RgbImage(new ImageSize(2, 1), [0, 0, 0, 200, 200, 200]);
        var chw = new float[3 * 4];

        ImageInput.Fill(image, new ImageSize(4, 1), chw);

        float[] expected = [0, 50 / 255f, 150 / 255f, 200 / 255f];
        chw[..4].Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-6f);
    }

    [Fact]
    public void Fill_AgreesWithThePlainFormula_WhateverTheSizes() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 12], Gen.Int[1, 12]).Sample((width, height, inputWidth, inputHeight) =>
        {
            var image = TestImages.Coordinates(width, height);
            var chw = new float[3 * inputWidth * inputHeight];
            ImageInput.Fill(image, new ImageSize(inputWidth, inputHeight), chw);
            for (var y = 0; y < inputHeight; y++)
                for (var x = 0; x < inputWidth; x++)
                {
                    // Red is the column and green the row, so bilinear sampling gives the place itself.
                    var column = Math.Clamp((x + 0.5) * width / inputWidth - 0.5, 0, width - 1);
                    var row = Math.Clamp((y + 0.5) * height / inputHeight - 0.5, 0, height - 1);
                    chw[y * inputWidth + x].Should().BeApproximately((float)(column / 255), 1e-5f);
                    chw[(inputHeight + y) * inputWidth + x].Should().BeApproximately((float)(row / 255), 1e-5f);
                }
        }, iter: 50, threads: 1);

    [Fact]
    public void FillChannelsLast_HasTheNumbersOfFill_PixelByPixel()
    {
        var image = TestImages.Coordinates(37, 23);
        var input = new ImageSize(29, 31);
        var (chw, hwc) = (new float[3 * 29 * 31], new float[3 * 29 * 31]);

        ImageInput.Fill(image, input, chw);
        ImageInput.FillChannelsLast(image, input, hwc);

        hwc.Should().Equal(Enumerable.Range(0, hwc.Length).Select(i => chw[i % 3 * 29 * 31 + i / 3]));
    }

    [Fact]
    public void FillRows_HasTheRowsOfFillChannelsLast()
    {
        var image = TestImages.Coordinates(37, 23);
        var input = new ImageSize(29, 31);
        var (whole, rows) = (new float[3 * 29 * 31], new float[3 * 29 * 12]);

        ImageInput.FillChannelsLast(image, input, whole);
        ImageInput.FillRows(image, input, firstRow: 17, rows);

        rows.Should().Equal(whole[(3 * 29 * 17)..(3 * 29 * 29)]);
    }

    [Fact]
    public void Fill_SaysBothLengths_WhenTheSpanIsTooShort() => FluentActions
        .Invoking(() => ImageInput.Fill(TestImages.Coordinates(2, 2), new ImageSize(4, 4), new float[47]))
        .Should().Throw<ArgumentException>().WithMessage("47 *4x4*48*");

    [Fact]
    public void ToTensor_IsChannelsByRowsByColumns()
    {
        using var tensor = ImageInput.ToTensor(TestImages.Coordinates(5, 3), new ImageSize(5, 3));

        tensor.shape.Should().Equal(3, 3, 5);
        tensor[0, 1, 4].ToSingle().Should().Be(4 / 255f);
        tensor[1, 2, 0].ToSingle().Should().Be(2 / 255f);
    }

    [Fact]
    public void ToBatch_HasTheTensorOfEachImage_ChannelsLast()
    {
        using var scope = torch.NewDisposeScope();
        RgbImage[] images = [TestImages.Coordinates(37, 23), TestImages.Coordinates(5, 90), TestImages.Coordinates(29, 131)];
        var input = new ImageSize(29, 131);

        var batch = ImageInput.ToBatch(images, input);

        batch.shape.Should().Equal(3, 3, 131, 29);
        batch.stride().Should().Equal(131 * 29 * 3, 1, 29 * 3, 3);
        batch.equal(torch.stack([.. images.Select(image => ImageInput.ToTensor(image, input))])).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Image_SaysBothLengths_WhenTheBytesAreNotTheSizes() => FluentActions
        .Invoking(() => new RgbImage(new ImageSize(2, 2), new byte[11]))
        .Should().Throw<ArgumentException>().WithMessage("11 bytes*2x2*12*");
}
