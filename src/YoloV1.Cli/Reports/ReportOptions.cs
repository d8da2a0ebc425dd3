using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Evaluation;
using YoloV1.Imaging;

namespace YoloV1.Cli.Reports;

/// <summary>The options that ask for a page about a measurement.</summary>
internal sealed class ReportOptions
{
    private readonly Option<string> _folder =
        new("--report") { Description = "Folder for a report with curves, confusion matrix, kinds of errors and the worst images." };
    private readonly Option<bool> _overwrite = CommonOptions.Overwrite("--report");
    private readonly Option<string> _similar = new("--similar")
    {
        Description = "Groups of classes that count as similar in the report: cat,dog;car,bus. Default: the groups of Pascal VOC.",
        HelpName = "groups",
    };

    private readonly Option<int> _maxMegapixels = CommonOptions.MaxMegapixels();

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_folder);
        command.Options.Add(_overwrite);
        command.Options.Add(_similar);
        command.Options.Add(_maxMegapixels);
    }

    /// <summary>Which images are read, for the page and for whatever is measured.</summary>
    public ImageLimits LimitsOf(ParseResult call) => CommonOptions.LimitsOf(call, _maxMegapixels);

    /// <summary>The folder, made and found writable; null when no page is asked for.</summary>
    /// <exception cref="ArgumentException">Similar classes are given without a page that would show them.</exception>
    /// <exception cref="IOException">A file of the page is there already, or the folder cannot be written.</exception>
    public ReportFolder? Open(ParseResult call)
    {
        var similar = call.GetValue(_similar);
        if (call.GetValue(_folder) is not { } folder)
            return similar is null ? null : throw new ArgumentException("--similar needs --report; give both.");
        if (!call.GetValue(_overwrite))
            OutputFolder.ThrowIfThere(ReportFolder.FilesOf(folder), "--report");
        OutputFolder.Create(folder, "--report");
        return new(folder, similar is null ? null : SimilarClasses.Parse(similar), LimitsOf(call));
    }
}
