using System.Runtime.Intrinsics;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Tests.Runtime;

/// <summary>The products for a few pictures against torch's.</summary>
public sealed class FewPicturesTests
{
    /// <summary>Pictures, inputs and outputs: whole groups, and groups that overlap with the ones before.</summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 4, 16, 4 },
        { 4, 64, 6 },
        { 5, 16, 5 },
        { 8, 256, 30 },
        { 11, 80, 31 },
        { 32, 16, 1001 },
        { 7, 4096 + 16, 9 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Products_AreWhatTorchGives(int pictures, int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        var random = new Generator(4);
        var input = randn([pictures, inputs], generator: random);
        var weight = randn([outputs, inputs], generator: random);
        var bias = randn([outputs], generator: random);
        var gradient = randn([pictures, outputs], generator: random);
        FewPictures.Suits(input, weight).Should().Be(Vector256.IsHardwareAccelerated);

        Compare(FewPictures.Connect(input, weight, bias), nn.functional.linear(input, weight, bias));
        Compare(FewPictures.InputGradient(gradient, weight), gradient.mm(weight));
        Compare(FewPictures.WeightGradient(gradient, input), gradient.t().mm(input));
    }

    [Theory]
    [InlineData(3, 64, 30, ScalarType.Float32)]
    [InlineData(33, 64, 30, ScalarType.Float32)]
    [InlineData(8, 72, 30, ScalarType.Float32)]
    [InlineData(8, 64, 3, ScalarType.Float32)]
    [InlineData(8, 64, 30, ScalarType.BFloat16)]
    public void Suits_LeavesToTorch_WhatItCannotDoOrDoesFaster(int pictures, int inputs, int outputs, ScalarType type)
    {
        using var scope = NewDisposeScope();

        FewPictures.Suits(zeros([pictures, inputs], type), zeros([outputs, inputs], type)).Should().BeFalse();
    }

    private static void Compare(Tensor actual, Tensor expected)
    {
        actual.shape.Should().Equal(expected.shape);
        (actual - expected).abs().max().item<float>().Should().BeLessThan(1e-3f);
    }
}
