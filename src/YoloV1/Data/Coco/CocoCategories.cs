using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>The classes of a COCO file in the order of their ids.</summary>
internal sealed record CocoCategories(ClassNames Names, IReadOnlyList<long> Ids)
{
    /// <summary>The classes of a file.</summary>
    /// <exception cref="InvalidDataException">There is none, or one has no name or occurs twice.</exception>
    public static CocoCategories Of(string path, CocoFile file)
    {
        var twice = file.Categories!.GroupBy(category => category.Id).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidDataException(
                $"{path}: category id {twice.Key} stands twice, as '{Printable.Of(string.Join("' and '", twice.Select(one => one.Name)))}'; "
                + "give each its own.");
        }
        var sorted = file.Categories!.OrderBy(category => category.Id).ToList();
        try
        {
            return new(new ClassNames(sorted.Select(category => category.Name!)), [.. sorted.Select(category => category.Id)]);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{path}: the 'categories' are wrong; correct them. {e.Message}", e);
        }
    }
}
