using System.Globalization;
using System.Numerics;
using YoloV1.Files;
using YoloV1.Training;

namespace YoloV1.Cli.Options;

/// <summary>One thing that a training can be told: an option of the command line, a key of an options file.</summary>
/// <param name="Name">Its name, without dashes before it.</param>
/// <param name="Description">The help text.</param>
/// <param name="Values">The allowed values, for messages: "a whole number from 1 to 9".</param>
/// <param name="Get">Its value in words; null where it is not set.</param>
/// <param name="Set">The settings with another value; null where the word is no such value.</param>
internal sealed record Setting(
    string Name, string Description, string Values, Func<TrainSettings, string?> Get, Func<TrainSettings, string, TrainSettings?> Set)
{
    /// <summary>What <see cref="Values"/> says where any text is taken.</summary>
    public const string AnyText = "text";

    /// <summary>What turns a switch on.</summary>
    public const string Yes = "yes";

    /// <summary>The words that it may be, or some of them, as help and shells show them.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether its name without a value means <see cref="Yes"/>.</summary>
    public bool IsSwitch { get; private init; }

    /// <summary>The settings with another value.</summary>
    /// <param name="settings">The settings before.</param>
    /// <param name="word">The value in words.</param>
    /// <param name="place">The start of a message: dashes, or a file and a line.</param>
    /// <exception cref="ArgumentException">It cannot be that.</exception>
    public TrainSettings Apply(TrainSettings settings, string word, string place) =>
        Set(settings, word) ?? throw new ArgumentException(Complaint(word, place));

    /// <summary>The problem with a value; null if it is valid.</summary>
    public string? Check(string word) => Set(new TrainSettings(), word) is null ? Complaint(word, "--") : null;

    public static Setting Text(
        string name, string description, Func<TrainSettings, string?> get, Func<TrainSettings, string, TrainSettings> set,
        params string[] words) =>
        new(name, description, AnyText, get, (settings, word) => string.IsNullOrWhiteSpace(word) ? null : set(settings, word))
        {
            Choices = words,
        };

    public static Setting Choice(
        string name, string description, IEnumerable<string> words, Func<TrainSettings, string?> get,
        Func<TrainSettings, string, TrainSettings> set)
    {
        string[] known = [.. words];
        var values = known.Length > 1 ? $"{string.Join(", ", known[..^1])} or {known[^1]}" : known[0];
        return new(name, description, values, get, (settings, word) =>
            known.FirstOrDefault(choice => choice.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } found
                ? set(settings, found)
                : null)
        {
            Choices = known,
        };
    }

    /// <summary>Yes or no; on the command line the name without a value means yes.</summary>
    public static Setting Switch(
        string name, string description, Func<TrainSettings, bool?> get, Func<TrainSettings, bool, TrainSettings> set) =>
        Choice(name, description, ["no", Yes], settings => get(settings) switch { true => Yes, false => "no", null => null },
            (settings, word) => set(settings, word == Yes)) with
        {
            IsSwitch = true,
        };

    /// <summary>A number of the training's options.</summary>
    public static Setting Number<T>(
        string name, string description, T low, T high, Func<TrainingOptions, T?> get, Func<TrainingOptions, T, TrainingOptions> set)
        where T : struct, INumber<T> =>
        Number(
            name, description, low, high,
            (TrainSettings settings) => get(settings.Options),
            (settings, value) => settings with { Options = set(settings.Options, value) });

    /// <summary>A number.</summary>
    public static Setting Number<T>(
        string name, string description, T low, T high, Func<TrainSettings, T?> get, Func<TrainSettings, T, TrainSettings> set)
        where T : struct, INumber<T>
    {
        var kind = low is double ? "a number" : "a whole number";
        var values = high > T.CreateSaturating(int.MaxValue)
            ? FormattableString.Invariant($"{kind} from {low:0.##########} on")
            : FormattableString.Invariant($"{kind} from {low:0.##########} to {high:0.##########}");
        return new(name, description, values,
            settings => get(settings) is { } value ? value.ToString(null, CultureInfo.InvariantCulture) : null,
            (settings, word) =>
                T.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high
                ? set(settings, value)
                : null);
    }

    private string Complaint(string word, string place) => $"{place}{Name} is '{Printable.Of(word)}'; give {Values}.";
}
