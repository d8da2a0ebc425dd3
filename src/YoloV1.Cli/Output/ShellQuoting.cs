namespace YoloV1.Cli.Output;

/// <summary>Words of a call as a person types them into a shell.</summary>
internal static class ShellQuoting
{
    /// <summary>A word that a shell would take apart, in quotes.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || c is '/' or '\\' or '.' or '-' or '_' or ':' or '~' or '+')
            ? word
            : $"\"{word}\"";
}
