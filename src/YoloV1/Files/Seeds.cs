namespace YoloV1.Files;

/// <summary>Seeds for the many small random sequences derived from one seed.</summary>
internal static class Seeds
{
    /// <summary>A generator for one purpose: equal arguments give equal sequences, others unrelated ones.</summary>
    public static Random RandomFor(params ReadOnlySpan<int> numbers)
    {
        var hash = 0UL;
        foreach (var number in numbers)
            hash = Mix(hash ^ (uint)number);
        return new Random((int)hash);
    }

    /// <summary>A seed of its own for each pair of a seed and an index.</summary>
    public static long Combine(int seed, long number) => (long)(Mix(Mix((uint)seed) ^ (ulong)number) >> 1);

    /// <summary>One step of SplitMix64 (Steele, Lea and Flood, 2014): neighbouring values end far apart.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
