using System.CommandLine;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 completion</c>: makes a shell complete the command's words.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = new("shell") { Description = "The shell: bash, zsh, fish or pwsh." };

    public static Command Create()
    {
        var command = new Verb(
            "completion",
            "Prints a shell script that completes verbs, options, values and file names.",
            "eval \"$(yolov1 completion bash)\"",
            "source <(yolov1 completion zsh)",
            "yolov1 completion fish | source",
            "yolov1 completion pwsh | Out-String | Invoke-Expression")
        {
            Shell,
        };
        Shell.AcceptOnlyFromAmong([.. ShellScripts.All.Keys]);
        command.SetAction(call => Console.Out.WriteLine(ShellScripts.All[call.GetValue(Shell)!].ReplaceLineEndings("\n")));
        return command;
    }
}
