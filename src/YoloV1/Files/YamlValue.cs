namespace YoloV1.Files;

/// <summary>A value of a YAML file.</summary>
/// <param name="Line">Where it starts, from 1.</param>
internal abstract record YamlValue(long Line);

/// <summary>A single value as it is written: <c>1.0</c>, <c>true</c> and <c>null</c> are three words.</summary>
internal sealed record YamlScalar(string Text, long Line) : YamlValue(Line);

/// <summary>Values in their order.</summary>
internal sealed record YamlList(IReadOnlyList<YamlValue> Items, long Line) : YamlValue(Line);

/// <summary>A key and its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlValue Value);

/// <summary>Keys with their values, in the order of the file; no key stands twice.</summary>
internal sealed record YamlMap(OrderedDictionary<string, YamlEntry> ByKey, long Line) : YamlValue(Line)
{
    /// <summary>The keys with their values.</summary>
    public IReadOnlyCollection<YamlEntry> Entries => ByKey.Values;

    /// <summary>The value of a key; null where the map lacks it.</summary>
    public YamlValue? Find(string key) => ByKey.TryGetValue(key, out var entry) ? entry.Value : null;
}
