using System.Diagnostics;
using YoloV1.Cli.Output;

namespace YoloV1.Cli.Tests.Output;

public sealed class ShellQuotingTests
{
    [Theory]
    [InlineData("runs/train-1", "runs/train-1")]
    [InlineData("my runs", "'my runs'")]
    [InlineData("$(touch x)`id`", "'$(touch x)`id`'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("a\nb\u001b", @"$'a\u000ab\u001b'")]
    [InlineData("", "''")]
    [InlineData("~", "'~'")]
    public void Quoted_KeepsAWordOneWord_InPosixShells(string word, string quoted) =>
        ShellQuoting.Quoted(word, Shell.Posix).Should().Be(quoted);

    [Theory]
    [InlineData(@"C:\runs\a", @"C:\runs\a", @"C:\runs\a")]
    [InlineData("a b", "'a b'", "\"a b\"")]
    [InlineData("$(calc)`it's`", "'$(calc)`it''s`'", "\"$(calc)`it's`\"")]
    [InlineData("a&calc", "'a&calc'", "\"a&calc\"")]
    [InlineData("%PATH%", "'%PATH%'", "\"\"^%\"PATH\"^%\"\"")]
    public void Quoted_KeepsAWordOneWord_OnWindows(string word, string inPowerShell, string inCmd)
    {
        ShellQuoting.Quoted(word, Shell.PowerShell).Should().Be(inPowerShell);
        ShellQuoting.Quoted(word, Shell.Cmd).Should().Be(inCmd);
    }

    [SkippableTheory]
    [InlineData("$(echo run)`echo run`")]
    [InlineData("a'b\"c\\d")]
    [InlineData("a\nb\tc")]
    [InlineData("*?[a]{b,c};|&<>(#)!~")]
    public void AShell_GetsTheWordBack(string word)
    {
        Skip.IfNot(File.Exists("/bin/bash"), "Needs bash.");
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", $"printf %s {ShellQuoting.Quoted(word, Shell.Posix)}"])
        {
            RedirectStandardOutput = true,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        })!;

        bash.StandardOutput.ReadToEnd().Should().Be(word);
    }
}
