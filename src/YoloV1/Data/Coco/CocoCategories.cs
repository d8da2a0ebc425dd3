using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>The classes of a COCO file in the order of their ids.</summary>
/// <param name="Names">Their names.</param>
/// <param name="Ids">Their ids in the file.</param>
/// <param name="LeftOut">
/// The categories that are no class: those without annotations, of the supercategory none, that are themselves the supercategory of others.
/// </param>
internal sealed record CocoCategories(ClassNames Names, IReadOnlyList<long> Ids, IReadOnlyList<CocoCategory> LeftOut)
{
    /// <summary>The classes of a file.</summary>
    /// <exception cref="InvalidDataException">There is none, or one has no name or occurs twice.</exception>
    public static CocoCategories Of(string path, CocoFile file)
    {
        var twice = file.Categories!.GroupBy(category => category.Id).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidDataException(
                $"{path}: category id {CocoTextIds.Shown(twice.Key)} occurs twice, as "
                + $"'{Printable.Of(string.Join("' and '", twice.Select(one => one.Name)))}'; "
                + "ids must be unique.");
        }
        var leftOut = HeadingsOf(file);
        var sorted = file.Categories!.Except(leftOut).OrderBy(category => category.Id).ToList();
        try
        {
            return new(new ClassNames(sorted.Select(category => category.Name!)), [.. sorted.Select(category => category.Id)], leftOut);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{path}: the 'categories' are wrong; correct them. {Printable.Reason(e)}", e);
        }
    }

    private static List<CocoCategory> HeadingsOf(CocoFile file)
    {
        var headings = file.Categories!.Where(category => category is { Supercategory: "none", Name: not null }
            && file.Categories!.Any(other => other is not null && other.Id != category.Id && other.Supercategory == category.Name))
            .ToList();
        return headings.Count == 0 ? headings
            : [.. headings.Where(category => !(file.Annotations ?? []).Exists(item => item?.CategoryId == category.Id))];
    }
}
