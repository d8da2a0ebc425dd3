using System.Text.Json;

namespace YoloV1.Tests.Golden;

/// <summary>Numbers that PyTorch and Darknet computed, and the generator that made their inputs.</summary>
internal static class GoldenFile
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "Data", name);

    public static JsonElement Read(string name)
    {
        using var stream = File.OpenRead(PathOf(name));
        return JsonDocument.Parse(stream).RootElement;
    }

    public static float[] Floats(this JsonElement element, string property) =>
        [.. element.GetProperty(property).EnumerateArray().Select(number => number.GetSingle())];

    public static int Int(this JsonElement element, string property) => element.GetProperty(property).GetInt32();

    public static double Double(this JsonElement element, string property) => element.GetProperty(property).GetDouble();

    /// <summary>Numbers in [0, 1) from SplitMix64, each exact in float32.</summary>
    public static double[] Fill(long count, int key)
    {
        var numbers = new double[count];
        for (var i = 0L; i < count; i++)
        {
            unchecked
            {
                var z = (ulong)i + (ulong)(key + 1) * 0x9E3779B97F4A7C15UL;
                z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
                numbers[i] = ((z ^ (z >> 31)) >> 40) / (double)(1 << 24);
            }
        }
        return numbers;
    }
}
