using System.Globalization;

namespace YoloV1.Evaluation;

/// <summary>Numbers for images that have only names, for COCO's files.</summary>
internal static class ImageIds
{
    /// <summary>The names themselves where all are different whole numbers; otherwise the places in the list, from 1.</summary>
    public static IReadOnlyList<long> Of(IReadOnlyList<string> images)
    {
        var numbers = images.Select(image => long.TryParse(image, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return numbers.All(number => number >= 0) && numbers.Distinct().Count() == numbers.Length
            ? numbers
            : [.. images.Select((_, place) => place + 1L)];
    }
}
