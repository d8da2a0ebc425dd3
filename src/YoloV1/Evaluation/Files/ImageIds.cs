using System.Globalization;

namespace YoloV1.Evaluation;

/// <summary>Ids for images that have only names, for COCO's files.</summary>
internal static class ImageIds
{
    /// <summary>The names themselves if all are different whole numbers; otherwise the positions in the list, from 1.</summary>
    public static IReadOnlyList<long> Of(IReadOnlyList<string> images)
    {
        long[] ids = [.. images.Select(IdOf)];
        return ids.All(id => id >= 0) && ids.Distinct().Count() == ids.Length ? ids : [.. images.Select((_, index) => index + 1L)];
    }

    private static long IdOf(string image) => long.TryParse(image, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1;
}
