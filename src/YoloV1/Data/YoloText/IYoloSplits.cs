namespace YoloV1.Data;

/// <summary>The images of a data set with text labels, and the names of its class ids.</summary>
internal interface IYoloSplits
{
    /// <summary>The folder that the names of images start from.</summary>
    string Root { get; }

    /// <summary>The names of the classes.</summary>
    ClassNames Names { get; }

    /// <summary>The splits that have a place: train, val and test first.</summary>
    IReadOnlyList<string> Splits { get; }

    /// <summary>How many values each object's key points have behind its box; 0 where there are none.</summary>
    int KeyPointValues => 0;

    /// <summary>The shape of the key points as the file has it, such as <c>[17, 3]</c>; null where there are none.</summary>
    string? KeyPointShape => null;

    /// <summary>The folders and list files of a split, as full paths.</summary>
    /// <exception cref="FileNotFoundException">There is no such split.</exception>
    IReadOnlyList<string> PlacesOf(string split);
}
