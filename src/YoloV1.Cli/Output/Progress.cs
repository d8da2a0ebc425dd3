using Spectre.Console;
using YoloV1.Files;

namespace YoloV1.Cli.Output;

/// <summary>Progress on standard error: a live bar on a terminal, a plain line now and then elsewhere.</summary>
internal static class Progress
{
    private const int BarWidth = 20;

    // The bar, "100%", "00:00:00" and the space between them.
    private const int WidthOfTheRest = BarWidth + 4 + 8 + 5;

    private const long Permille = 1000;

    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    /// <summary>Runs work that reports how many of <paramref name="total"/> it has done, with a few words to it.</summary>
    public static void Show(string title, long total, Action<Action<long, string>> work) => Show(title, total, (report, _) => work(report));

    /// <summary>Runs work that also has lines to say, which stay where they are while the bar continues below them.</summary>
    public static void Show(string title, long total, Action<Action<long, string>, Action<string>> work) =>
        Show(title, total, (done, words) => $"{title} {done}/{total} {words}", work);

    /// <summary>Runs work that says with each report how many images there are.</summary>
    public static void ShowImages(string title, Action<IProgress<(int Done, int Total)>> work) =>
        Show(title, Permille, (_, words) => $"{title} {words}", (report, _) => work(new DirectProgress<(int Done, int Total)>(
            images => report(Permille * images.Done / images.Total, $"{images.Done} of {images.Total} images"))));

    private static void Show(
        string title, long total, Func<long, string, string> line, Action<Action<long, string>, Action<string>> work)
    {
        var error = Terminal.Error;
        if (Console.IsErrorRedirected || !error.Profile.Capabilities.Interactive)
            ShowLines(total, line, work);
        else
            ShowBar(error, title, total, work);
    }

    private static void ShowLines(long total, Func<long, string, string> line, Action<Action<long, string>, Action<string>> work)
    {
        var last = TimeProvider.System.GetTimestamp();
        work(Report, Terminal.Note);

        void Report(long done, string words)
        {
            if (done < total && TimeProvider.System.GetElapsedTime(last) < LineEvery)
                return;
            last = TimeProvider.System.GetTimestamp();
            Terminal.Note(line(done, words));
        }
    }

    private static void ShowBar(IAnsiConsole error, string title, long total, Action<Action<long, string>, Action<string>> work) =>
        error.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            var task = context.AddTask(Markup.Escape(title), maxValue: total);
            work(Report, line => error.WriteLine(Printable.Line(line)));

            void Report(long done, string words)
            {
                task.Value = done;
                var text = Printable.Line($"{title} {words}");
                task.Description = Markup.Escape(text[..Math.Min(text.Length, Math.Max(0, error.Profile.Width - WidthOfTheRest))]);
            }
        });
}
