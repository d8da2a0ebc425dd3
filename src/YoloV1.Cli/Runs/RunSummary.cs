using System.Reflection;
using System.Text.Json;
using YoloV1.Evaluation;
using YoloV1.Models;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>What summary.json says of a run that has ended.</summary>
/// <param name="Version">The version of the program.</param>
/// <param name="Command">The call that repeats the run.</param>
/// <param name="Network">The network's name.</param>
/// <param name="InputSize">The input size.</param>
/// <param name="Parameters">Its weights.</param>
/// <param name="Device">Where it was trained.</param>
/// <param name="Images">Images it learned from.</param>
/// <param name="ValidationImages">Images it was measured on.</param>
/// <param name="Epochs">Epochs done.</param>
/// <param name="Steps">Steps done.</param>
/// <param name="StoppedEarly">Whether it ended because nothing improved.</param>
/// <param name="Seconds">Time of the steps of all epochs, measuring not counted.</param>
/// <param name="PeakMemory">The peak memory of the process in bytes, in the last call only.</param>
/// <param name="Measure">The metric: mAP by voc10, or accuracy.</param>
/// <param name="Best">The best measurement.</param>
/// <param name="BestInterval">How far it would swing on other images: 95 %, bootstrap over images; null of accuracy.</param>
/// <param name="BestEpoch">Its epoch, from 1.</param>
/// <param name="Classes">
/// The classes in it, a <see cref="ClassResult"/> or a <see cref="ClassAccuracy"/> each, where it was made by the last call.
/// </param>
internal sealed record RunSummary(
    string Version, string Command, string Network, string InputSize, long Parameters, string Device, int Images, int? ValidationImages,
    int Epochs, long Steps, bool StoppedEarly, double Seconds, long PeakMemory, string Measure, double? Best,
    ConfidenceInterval? BestInterval,
    int? BestEpoch, IReadOnlyList<object>? Classes)
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string VersionOfProgram { get; } =
        typeof(RunSummary).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public string ToJson() => JsonSerializer.Serialize(this, Indented) + "\n";

    public static long ParametersOf(YoloV1Model model) => model.parameters().Sum(parameter => parameter.numel());
}
