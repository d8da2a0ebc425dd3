using YoloV1.Data;

namespace YoloV1.Cli.Options;

/// <summary>Augmentations by name.</summary>
internal static class Augmentations
{
    public static IEnumerable<string> Names => Augmentation.Recipes.Keys;

    public static Augmentation Named(string name) => Augmentation.Recipes[name];

    /// <summary>Its name; null for one that a recipe or a cfg has of its own.</summary>
    public static string? NameOf(Augmentation augmentation) =>
        Augmentation.Recipes.FirstOrDefault(recipe => recipe.Value == augmentation).Key;
}
