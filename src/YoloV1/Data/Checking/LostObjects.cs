using YoloV1.Grid;

namespace YoloV1.Data;

/// <summary>
/// Objects that YOLOv1 cannot learn with a grid of S x S cells: a cell learns one object, and these share a cell with an earlier one.
/// </summary>
/// <param name="S">Cells along a side.</param>
/// <param name="Objects">The objects that training takes: neither difficult nor crowds.</param>
/// <param name="Lost">The objects whose centre lies in the cell of an earlier object.</param>
internal sealed record LostObjects(int S, int Objects, int Lost)
{
    /// <summary>The fraction of the objects that is lost, 0 to 1; 0 without objects.</summary>
    public double Share => Objects == 0 ? 0 : (double)Lost / Objects;

    internal static LostObjects Of(int s, IEnumerable<Annotation> annotations)
    {
        var (objects, lost) = (0, 0);
        foreach (var annotation in annotations)
        {
            var taken = new HashSet<(int, int)>();
            foreach (var (box, _, difficult, crowd) in annotation.Boxes)
            {
                if (difficult || crowd)
                    continue;
                objects++;
                if (!taken.Add((GridEncoder.CellOf(box.CenterY, s), GridEncoder.CellOf(box.CenterX, s))))
                    lost++;
            }
        }
        return new(s, objects, lost);
    }
}
