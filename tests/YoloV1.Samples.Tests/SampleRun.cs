namespace YoloV1.Samples.Tests;

/// <summary>A sample's run as a process of its own.</summary>
internal static class SampleRun
{
    /// <summary>Runs a sample to its end.</summary>
    /// <param name="sample">Its name; or the path of its assembly, to run it from another folder than its own.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="words">Its arguments.</param>
    public static ProcessRun Of(string sample, string folder, params string[] words) =>
        ProcessRun.Of("dotnet", ["exec", Path.IsPathRooted(sample) ? sample : AssemblyOf(sample), .. words], folder);

    /// <summary>What a sample's project built, in the configuration of the tests.</summary>
    public static string AssemblyOf(string sample)
    {
        var project = Path.Combine(Repository.Root, "samples", sample);
        var output = Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "YoloV1.Samples.Tests"), AppContext.BaseDirectory);
        return Path.Combine(project, output, $"{sample}.dll");
    }
}
