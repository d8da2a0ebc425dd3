using YoloV1.Cli.Commands;

namespace YoloV1.Cli.Tests;

/// <summary>A call of the command, as its user sees it.</summary>
internal sealed record Call(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the command in this process.</summary>
    public static Call Run(params string[] args)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var newOutput = new StringWriter();
        using var newError = new StringWriter();
        try
        {
            Console.SetOut(newOutput);
            Console.SetError(newError);
            return new(CommandRunner.Run(YoloV1Command.Create(), args), newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>Asserts a failure: nothing on standard output, one line on standard error.</summary>
    /// <param name="exitCode">1 or 2.</param>
    /// <param name="message">The line, with * for any words.</param>
    public void ShouldFail(int exitCode, string message)
    {
        Error.TrimEnd().Should().Match($"yolov1: {message}").And.NotContain("\n");
        Output.Should().BeEmpty();
        ExitCode.Should().Be(exitCode);
    }

    /// <summary>Asserts that the work was done.</summary>
    public Call ShouldSucceed()
    {
        ExitCode.Should().Be(0, Error);
        return this;
    }
}
