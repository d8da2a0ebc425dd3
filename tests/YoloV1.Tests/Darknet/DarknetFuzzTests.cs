using System.Globalization;
using CsCheck;
using TorchSharp;
using YoloV1.Darknet;
using YoloV1.Models;
using YoloV1.Tests.Golden;
using YoloV1.Weights;

namespace YoloV1.Tests.Darknet;

/// <summary>Damaged cfg and weights files: each is read, or refused in one clear line.</summary>
public sealed class DarknetFuzzTests : IDisposable
{
    private static readonly string[] Lines = File.ReadAllLines(GoldenFile.PathOf("darknet-mini-c/mini.cfg"));
    private static readonly byte[] Weights = File.ReadAllBytes(GoldenFile.PathOf("darknet-mini-c/mini.weights"));

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.Int.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Int[-1, 9].Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.OneOfConst("1e9", "nan", "2147483647", "67108864", "1048576", "", "leaky", "logistic", ".5", "1,2", "0x10"), Gen.String[0, 8]);

    private static readonly Gen<string> Line = Gen.OneOf(
        Gen.OneOfConst(Lines), Gen.OneOfConst(CfgText.Yolov1().Split('\n')), Gen.String[0, 30],
        Gen.OneOfConst(
            "[convolutional]", "[local]", "[maxpool]", "[connected]", "[dropout]", "[crop]", "[avgpool]",
            "[detection]", "[net]", "[", "=", "#"),
        Gen.Select(Gen.OneOfConst(Lines), Value, (line, value) => $"{line.Split('=')[0]}={value}"));

    // Where, with what, and whether a line is put in, put in its place, or taken out.
    private static readonly Gen<string[]> DamagedCfg =
        Gen.Select(Gen.Int[0, Lines.Length - 1], Line, Gen.Int[0, 2]).Array[1, 3].Select(Damage);

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    [Fact]
    public void Cfg_IsReadOrRefused_WhateverItsLines() =>
        Gen.OneOf(DamagedCfg, Line.Array[0, 12]).Sample(lines => _ = ConfigOrNull(lines), iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void Weights_AreReadOrRefused_WhateverTheirBytesAndTheirNetwork() =>
        Gen.Select(
            DamagedCfg,
            Gen.Select(Gen.Int[0, 30], Gen.Byte).Array[0, 3],
            Gen.OneOf(Gen.Const(0), Gen.Int[-5, 5], Gen.Int[-Weights.Length, 100])).Sample(
            (lines, bytes, change) =>
            {
                var file = new byte[Weights.Length + change];
                Weights.AsSpan(0, Math.Min(file.Length, Weights.Length)).CopyTo(file);
                foreach (var (place, value) in bytes.Where(damage => damage.Item1 < file.Length))
                    file[place] = value;
                File.WriteAllBytes(_folder["fuzz.weights"], file);
                var config = ConfigOrNull(lines) ?? CfgNetwork.Of(CfgFile.Parse("mini.cfg", Lines), "mini.cfg");
                Fuzz.ReadOrRefused(() => DarknetWeights.CreateModel(_folder["fuzz.weights"], config).Dispose());
                Fuzz.ReadOrRefused(() =>
                    WeightsFile.Inspect(_folder["fuzz.weights"], config).Tensors.Count.Should().BeGreaterThanOrEqualTo(0));
                Fuzz.ReadOrRefused(() => WeightsFile.Inspect(_folder["fuzz.weights"]).ElementCount.Should().BeLessThan(file.Length));
            },
            iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void Cfg_OfTenThousandLayersIsReadInNoTime()
    {
        string[] lines =
        [
            .. Lines.TakeWhile(line => line != "[crop]"), .. Enumerable.Repeat("[dropout]", 10_000),
            "[connected]", "output=72", .. Lines.SkipWhile(line => line != "[detection]"),
        ];

        CfgNetwork.Of(CfgFile.Parse("long.cfg", lines), "long.cfg").Head.Should().HaveCount(10_000);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _scope.Dispose();
    }

    private static string[] Damage((int Place, string Line, int Kind)[] damages)
    {
        var lines = Lines.ToList();
        foreach (var (place, line, kind) in damages)
        {
            var at = Math.Min(place, lines.Count - 1);
            if (kind > 0)
                lines.RemoveAt(at);
            if (kind < 2)
                lines.Insert(at, line);
        }
        return [.. lines];
    }

    private static YoloV1Config? ConfigOrNull(string[] lines)
    {
        YoloV1Config? config = null;
        Fuzz.ReadOrRefused(() =>
        {
            config = CfgNetwork.Of(CfgFile.Parse("mini.cfg", lines), "mini.cfg");
            config.Validate();
            DarknetLayout.Of(config).Should().OnlyContain(tensor => tensor.Length > 0);
        });
        return config;
    }
}
