using System.Globalization;
using YoloV1.Cli.Options;
using YoloV1.Data;
using YoloV1.Training;

namespace YoloV1.Cli.Tests.Docs;

/// <summary>The table of docs/recipes.md says what the recipes of the command are.</summary>
public sealed class RecipeTableTests
{
    private static readonly MarkdownTable Table = MarkdownTable.With("docs/recipes.md", "`small`");

    private static readonly Dictionary<string, Func<TrainSettings, string>> Rows = new()
    {
        ["length"] = settings => LengthOf(settings.Options),
        ["batch"] = settings => $"{settings.Options.BatchSize}",
        ["loss"] = settings => Word(settings.Options.Loss),
        ["optimizer"] = settings => $"{(settings.Options.Optimizer == OptimizerKind.Sgd ? "SGD" : "AdamW")}, {settings.Options.Momentum}",
        ["peak learning rate"] = settings => Small(settings.Options.PeakLearningRate),
        ["schedule"] = settings => ScheduleOf(settings.Options),
        ["weight decay"] = settings => Small(settings.Options.WeightDecay),
        ["gradient norm clipped at"] = settings => settings.Options.GradientNorm is { } norm ? $"{norm}" : "none",
        ["moving average of the weights"] = settings => settings.Options.EmaDecay is > 0 and var decay ? $"{decay}" : "none",
        ["augmentation"] = settings => AugmentationOf(settings.Options),
        ["convolutions first classify objects"] = settings => settings.Objects is > 0 and var objects ? $"{objects} per image" : "none",
        ["network, without --model"] = settings => $"`{settings.Model}`",
        ["head shared by the cells"] = settings => settings.SharedHead == true ? "yes" : "no",
        ["overlapping boxes, in evaluation"] = settings => Word(settings.Options.Suppression),
        ["decoded images cached"] = settings => settings.Options.Cache == ImageCache.None ? "no" : $"in {Word(settings.Options.Cache)}",
        ["momentum of batch normalization"] = settings => $"{settings.Options.BatchNormMomentum}",
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Fact]
    public void EveryRow_IsCompared() => Table.Cells.Keys.Should().BeEquivalentTo(Rows.Keys.Append("for"));

    [Theory]
    [MemberData(nameof(Names))]
    public void ARow_IsThatOfTheRecipes(string row)
    {
        foreach (var (recipe, cell) in Table.Cells[row])
            cell.Should().Be(Rows[row](Settings.Recipe.Apply(new TrainSettings(), recipe, "--")), $"it is the {row} of {recipe}");
    }

    private static string LengthOf(TrainingOptions options) => options.Steps is { } steps
        ? $"{steps:N0} steps"
        : $"{options.Epochs} epochs{(options.LeastSteps > 0 ? $", at least {options.LeastSteps:N0} steps" : "")}";

    private static string ScheduleOf(TrainingOptions options) => options.Schedule switch
    {
        Schedule.Cosine => $"{Warmup(options)}, cosine",
        Schedule.Steps => $"{Warmup(options)}, steps at {string.Join(" and ", Drops(options))}",
        _ => $"steps at {string.Join(", ", options.RateSteps.Select(step => $"{step.Batch:N0}"))}",
    };

    private static string Warmup(TrainingOptions options) =>
        $"{options.WarmupEpochs} warmup {(options.WarmupEpochs == 1 ? "epoch" : "epochs")}";

    // Of a training with one step an epoch.
    private static IEnumerable<int> Drops(TrainingOptions options) =>
        Enumerable.Range(1, options.Epochs - 1)
            .Where(epoch => options.LearningRateAt(epoch, 1) < 0.5 * options.LearningRateAt(epoch - 1, 1));

    private static string AugmentationOf(TrainingOptions options) => options.LastAugmentation is { } last
        ? $"{Augmentations.NameOf(options.Augmentation)}; last {options.LastEpochs} epochs {Augmentations.NameOf(last)}"
        : Augmentations.NameOf(options.Augmentation)!;

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    // 5e-3, but 0.05.
    private static string Small(double value) => value >= 0.05
        ? $"{value}"
        : value.ToString("0e-0", CultureInfo.InvariantCulture);
}
