using System.CommandLine;

namespace YoloV1.Cli;

/// <summary>Options that several verbs take.</summary>
internal static class CommonOptions
{
    public static Option<string> Weights(bool required = true) =>
        new("--weights") { Description = "A model file, as training writes it.", Required = required };

    public static Option<string> Data() => new("--data")
    {
        Description = "A Pascal VOC folder or devkit, a COCO instances .json with its pictures around it, or a .yaml file with path, train, val and names.",
        Required = true,
    };

    public static Option<string?> Split(string otherwise) => new("--split")
    {
        Description = $"The part of the data set; without it {otherwise}, or the part that a COCO file is.",
    };

    public static Option<string> Device() => new("--device")
    {
        Description = "auto, cpu, cuda, cuda:N or mps.",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<bool> Json() => new("--json") { Description = "One JSON document on standard output." };

    /// <summary>An option whose number lies between two bounds.</summary>
    public static Option<T> Number<T>(string name, string description, T value, T low, T high)
        where T : struct, IComparable<T>
    {
        var option = new Option<T>(name) { Description = $"{description} ({low} to {high})", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any())
                return;
            var given = result.GetValueOrDefault<T>();
            if (given.CompareTo(low) < 0 || given.CompareTo(high) > 0)
                result.AddError(FormattableString.Invariant($"{name} is {given}; it lies between {low} and {high}."));
        });
        return option;
    }
}
