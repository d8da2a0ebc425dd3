using YoloV1.Data;

namespace YoloV1.Cli.Training;

/// <summary>Augmentations by name.</summary>
internal static class Augmentations
{
    private static readonly (string Name, Augmentation Value)[] Table =
    [
        ("none", Augmentation.None),
        ("flip", Augmentation.None with { FlipProbability = 0.5f }),
        ("paper", new Augmentation()),
        // Hue tells many things apart: the paper's fifth of the circle turns a red card into an orange one.
        ("gentle", new Augmentation { MaxHue = 0.02f }),
    ];

    public static IEnumerable<string> Names => Table.Select(row => row.Name);

    public static Augmentation Named(string name) => Table.First(row => row.Name == name).Value;

    public static string NameOf(Augmentation augmentation) => Table.First(row => row.Value == augmentation).Name;
}
