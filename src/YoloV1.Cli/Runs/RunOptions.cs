using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Ranks;

namespace YoloV1.Cli.Runs;

/// <summary>
/// The options of a training verb: its settings, the file with settings, the run folder, and the run to resume.
/// </summary>
internal sealed class RunOptions
{
    private const string Alone = "none";

    private readonly Option<string> _file = new("--options")
    {
        Description = "A YAML file with any of the options below; options on the command line take precedence.",
    };

    private readonly Option<string> _run;
    private readonly Option<string> _resume = new("--resume")
    {
        Description = "Continue the interrupted run in this folder. Options on the command line override those of the run.",
    };

    private readonly Option<bool> _overwrite = new("--overwrite")
    {
        Description = "Delete the run that already is in the folder of --run.",
    };

    private readonly Option<string> _ranks = CommonOptions.OneOf(
        "--ranks",
        "The processes that train together: with mpi, all that 'mpirun -n 4 yolov1 ...' or another MPI launcher has started, each on its "
        + "part of every batch.",
        [Alone, "mpi"], Alone);

    private readonly (Setting Setting, Option<string> Option)[] _table;
    private readonly RunProfile _profile;
    private readonly TrainSettings _standard;

    /// <summary>The options of a profile, with the defaults of <paramref name="standard"/>.</summary>
    public RunOptions(RunProfile profile, TrainSettings standard)
    {
        (_profile, _standard) = (profile, standard);
        _run = new Option<string>("--run") { Description = $"The run folder. Default: runs/{profile.Verb}-N." };
        _table = [.. profile.Settings.Select(setting => (setting, OptionOf(setting)))];
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_file, _run, _resume, _overwrite, _ranks, .. _table.Select(row => row.Option)])
            command.Add(option);
    }

    /// <summary>Whether several processes are to train together.</summary>
    public bool IsRanked(ParseResult call) => call.GetValue(_ranks) != Alone;

    /// <summary>What rank 0 reads, in each rank.</summary>
    /// <inheritdoc cref="Read(ParseResult)"/>
    public TrainSettings Read(ParseResult call, RankGroup ranks) =>
        Share(ranks.Agree(() => ranks.Rank == 0 ? Read(call) : _standard), ranks);

    /// <summary>Rank 0's settings, in each rank.</summary>
    public TrainSettings Share(TrainSettings settings, RankGroup ranks) => ranks.Count == 1
        ? settings
        : OptionsFile.Parse(ranks.Broadcast(OptionsFile.Write(settings, _profile.Settings)), _standard, _profile.Settings);

    /// <summary>The settings of a run, or the recipe; then those of the file, then those of the call.</summary>
    /// <exception cref="ArgumentException">A value cannot be, or there is no data set.</exception>
    /// <exception cref="IOException">A run would be overwritten.</exception>
    public TrainSettings Read(ParseResult call)
    {
        CheckFolder(call);
        var settings = _standard;
        if (call.GetValue(_resume) is { } run)
            settings = OptionsFile.Read(RunFolder.OptionsOf(run), settings, _profile.Settings);
        if (call.GetValue(_file) is { } file)
            settings = OptionsFile.Read(file, settings, _profile.Settings);
        foreach (var (setting, option) in _table)
        {
            if (call.GetResult(option) is { Implicit: false } given
                && (given.Tokens is [] ? Setting.Yes : call.GetValue(option)) is { } word)
                settings = setting.Apply(settings, word, "--");
        }
        if (call.GetValue(_resume) is not null && settings.Minutes is not null)
            throw new ArgumentException("--minutes chooses the epochs of a new run, but --resume continues one; leave one of them out.");
        return settings.Data is null
            ? throw new ArgumentException(
                $"Option '--data' is required, on the command line or in the file of --options. See 'yolov1 {_profile.Verb} --help'.")
            : settings;
    }

    /// <summary>The folder of the run to resume; null for a new one.</summary>
    public string? ResumedOf(ParseResult call) => call.GetValue(_resume);

    /// <summary>The folder of the run to resume, or a new one.</summary>
    public RunFolder OpenFolder(ParseResult call, TrainSettings settings) => call.GetValue(_resume) is { } resumed
        ? RunFolder.Resume(resumed, settings, _profile)
        : RunFolder.Create(call.GetValue(_run), call.GetValue(_overwrite), settings, _profile);

    // Before the data set is read, and again when the folder is taken.
    private void CheckFolder(ParseResult call)
    {
        var (resumed, overwrite) = (call.GetValue(_resume), call.GetValue(_overwrite));
        if (resumed is not null && overwrite)
            throw new ArgumentException("--resume continues a run and --overwrite deletes one; give only one of them.");
        if ((resumed ?? call.GetValue(_run)) is not { } folder)
            return;
        RunLock.ThrowIfTaken(folder);
        if (resumed is null && !overwrite)
            RunFolder.ThrowIfBegun(folder, _profile);
    }

    private Option<string> OptionOf(Setting setting)
    {
        var option = new Option<string>($"--{setting.Name}") { Description = setting.Description };
        if (setting.Get(_standard) is { } usual)
            option.DefaultValueFactory = _ => usual;
        if (setting.Choices.Count > 0)
            option.HelpName = string.Join('|', setting.Choices);
        else if (setting.Values != Setting.AnyText)
            option.Description += $" ({setting.Values})";
        if (setting.IsSwitch)
            option.Arity = ArgumentArity.ZeroOrOne;
        option.CompletionSources.Add([.. setting.Choices]);
        option.Validators.Add(result =>
        {
            // An empty value is complained of elsewhere.
            if (result.Tokens is [{ Value: var word }] && !string.IsNullOrWhiteSpace(word) && setting.Check(word) is { } complaint)
                result.AddError(complaint);
        });
        return option;
    }
}
