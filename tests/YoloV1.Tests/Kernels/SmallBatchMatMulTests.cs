using System.Runtime.Intrinsics;
using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Tests.Kernels;

/// <summary>The products for a few images against torch's.</summary>
public sealed class SmallBatchMatMulTests
{
    /// <summary>Images, inputs and outputs: whole groups, and groups that overlap with the ones before.</summary>
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
    public void Products_AreThoseOfThePlainForms(int images, int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        var random = new Generator(4);
        var input = randn([images, inputs], generator: random);
        var weight = randn([outputs, inputs], generator: random);
        var bias = randn([outputs], generator: random);
        var gradient = randn([images, outputs], generator: random);
        SmallBatchMatMul.Suits(input, weight).Should().Be(Vector256.IsHardwareAccelerated);

        Compare(SmallBatchMatMul.Connect(input, weight, bias), SmallBatchMatMul.Plain.Connect(input, weight, bias));
        Compare(SmallBatchMatMul.InputGradient(gradient, weight), SmallBatchMatMul.Plain.InputGradient(gradient, weight));
        Compare(SmallBatchMatMul.WeightGradient(gradient, input), SmallBatchMatMul.Plain.WeightGradient(gradient, input));
    }

    [Theory]
    [InlineData(3, 64, 30, ScalarType.Float32)]
    [InlineData(33, 64, 30, ScalarType.Float32)]
    [InlineData(8, 72, 30, ScalarType.Float32)]
    [InlineData(8, 64, 3, ScalarType.Float32)]
    [InlineData(8, 64, 30, ScalarType.BFloat16)]
    public void Suits_LeavesToTorch_WhatItCannotDoOrDoesFaster(int images, int inputs, int outputs, ScalarType type)
    {
        using var scope = NewDisposeScope();

        SmallBatchMatMul.Suits(zeros([images, inputs], type), zeros([outputs, inputs], type)).Should().BeFalse();
    }

    private static void Compare(Tensor actual, Tensor expected)
    {
        actual.shape.Should().Equal(expected.shape);
        (actual - expected).abs().max().item<float>().Should().BeLessThan(1e-3f);
    }
}
