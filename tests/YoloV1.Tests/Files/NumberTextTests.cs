using YoloV1.Files;

namespace YoloV1.Tests.Files;

public class NumberTextTests
{
    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData(" -.25 ", -0.25)]
    [InlineData("1e-3", 0.001)]
    [InlineData("+7.", 7)]
    public void AValue_HasADecimalPoint(string text, double value)
    {
        NumberText.TryRead(text, out double read).Should().BeTrue();
        read.Should().Be(value);
        NumberText.TryRead(text, out float single).Should().BeTrue();
        single.Should().Be((float)value);
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("1,000")]
    [InlineData("1,000.5")]
    [InlineData("nan")]
    [InlineData("Infinity")]
    [InlineData("")]
    [InlineData("1.5px")]
    public void WhatIsNoFiniteValue_IsRefused(string text)
    {
        NumberText.TryRead(text, out double _).Should().BeFalse();
        NumberText.TryReadWhole(text, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("-3", -3)]
    public void AWholeNumber_HasDigitsAlone(string text, int value)
    {
        NumberText.TryReadWhole(text, out var read).Should().BeTrue();
        read.Should().Be(value);
        NumberText.TryReadWhole($"{text}.0", out _).Should().BeFalse();
    }
}
