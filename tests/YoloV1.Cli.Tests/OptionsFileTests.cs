using System.Text.RegularExpressions;
using CsCheck;
using YoloV1.Cli.Options;

namespace YoloV1.Cli.Tests;

public sealed partial class OptionsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_IsReadBackAsTheSame() =>
        Gen.String.Where(text => !string.IsNullOrWhiteSpace(text) && !text.Contains('\0') && !text.Any(char.IsSurrogate)).Sample(
            text =>
            {
                File.WriteAllText(_folder["o.yaml"], OptionsFile.Write(new TrainSettings { Split = text }, Settings.All));

                return OptionsFile.Read(_folder["o.yaml"], new(), Settings.All).Split == text;
            },
            threads: 1);

    /// <summary><c>YOLOV1_FUZZ=1000000</c> tries a million.</summary>
    [Fact]
    public void File_IsReadOrRefusedWithItsLine_WhateverItsBytes()
    {
        var path = _folder["o.yaml"];
        YamlDamage.Any.Sample(
            bytes =>
            {
                File.WriteAllBytes(path, bytes);
                try
                {
                    OptionsFile.Read(path, new(), Settings.All).Options.Should().NotBeNull();
                }
                catch (ArgumentException refusal)
                {
                    refusal.Message.Should().StartWith(path);
                    refusal.Message[path.Length..].Should().MatchRegex(Place());
                }
            },
            iter: Fuzz.Budget, threads: 1);
    }

    [GeneratedRegex(@"^\(\d+\): [^\p{Cc}]+; [^\p{Cc}]+$")]
    private static partial Regex Place();
}
