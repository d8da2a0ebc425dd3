using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>
/// Whether the boxes of a set are what their format says, or something else: pixels for fractions, corners for centres.
/// </summary>
/// <remarks>
/// A box in the other unit is one, since none that is only inexact looks like it. Corners, centres and sizes in the same unit are told
/// apart over the set: hardly any reading but the right one fits all boxes.
/// </remarks>
/// <param name="own">The meaning in the format.</param>
internal sealed class BoxReadings(BoxMeaning own)
{
    // Fewer boxes may reach out of their images by mistake.
    private const double LeastAtFault = 0.3;

    // A few labels may be wrong besides.
    private const double MostOfAll = 0.98;

    // A single box that reaches out is a slip.
    private const int LeastOfOneUnit = 2;

    private static readonly DataFaultKind[] Following =
        [DataFaultKind.BoxClipped, DataFaultKind.BoxOutside, DataFaultKind.BoxWithoutExtent];

    private readonly int[] _fitting = new int[BoxMeaning.All.Count];          // boxes that each meaning fits
    private readonly int[] _onlyFitting = new int[BoxMeaning.All.Count];      // boxes that do not fit the format's own meaning
    private int _count;
    private int _atFault;
    private int _ofOtherUnit;
    private string? _firstAtFault;
    private string? _firstOfOtherUnit;

    /// <summary>Counts a box.</summary>
    /// <param name="values">Its four values.</param>
    /// <param name="size">The size of its image.</param>
    /// <param name="place">The file and line.</param>
    public void Add((double A, double B, double C, double D) values, ImageSize size, string place)
    {
        _count++;
        var (isRight, isOfOtherUnit) = (own.Fits(values, size), false);
        for (var i = 0; i < _fitting.Length; i++)
        {
            if (!BoxMeaning.All[i].Fits(values, size))
                continue;
            _fitting[i]++;
            _onlyFitting[i] += isRight ? 0 : 1;
            isOfOtherUnit |= !isRight && BoxMeaning.All[i].InPixels != own.InPixels;
        }
        if (isRight)
            return;
        _atFault++;
        _firstAtFault ??= place;
        if (!isOfOtherUnit)
            return;
        _ofOtherUnit++;
        _firstOfOtherUnit ??= place;
    }

    /// <summary>Counts the boxes of another file.</summary>
    public void Add(BoxReadings other)
    {
        _count += other._count;
        _atFault += other._atFault;
        _ofOtherUnit += other._ofOtherUnit;
        _firstAtFault ??= other._firstAtFault;
        _firstOfOtherUnit ??= other._firstOfOtherUnit;
        for (var i = 0; i < _fitting.Length; i++)
        {
            _fitting[i] += other._fitting[i];
            _onlyFitting[i] += other._onlyFitting[i];
        }
    }

    /// <summary>Passes on the problems of a data set; if its boxes have another meaning, only that instead of its consequences.</summary>
    public void Judge(FaultLog found, FaultLog faults)
    {
        var misread = OfOtherUnit() ?? OfOneUnit();
        if (misread is var (place, message))
            faults.Add(DataFaultKind.WrongBoxes, place, message);
        foreach (var fault in found.Faults)
            if (misread is null || _atFault < LeastAtFault * _count || !Following.Contains(fault.Kind))
                faults.Add(fault.Kind, fault.Place, fault.Message);
    }

    private (string Place, string Message)? OfOtherUnit()
    {
        if (_ofOtherUnit == 0)
            return null;
        // Of two that fit as many, the format's own in the other unit is meant.
        var meaning = BoxMeaning.All.Index().Where(pair => pair.Item.InPixels != own.InPixels)
            .OrderByDescending(pair => _onlyFitting[pair.Index]).ThenByDescending(pair => pair.Item.Edges == own.Edges).First().Item;
        return (_firstOfOtherUnit!, Describe(_ofOtherUnit, $"but {meaning}"));
    }

    private (string Place, string Message)? OfOneUnit()
    {
        if (_atFault < LeastOfOneUnit || _atFault < LeastAtFault * _count)
            return null;
        var meaning = BoxMeaning.All.Where((_, i) => _fitting[i] >= MostOfAll * _count).FirstOrDefault();
        return meaning is null ? null : (_firstAtFault!, Describe(_atFault, $"but all can be {meaning}"));
    }

    private string Describe(int count, string meaning) =>
        $"{count} of the {Printable.Count(_count, "box", "boxes")} of this data set cannot be {own}, as the format requires, {meaning}; "
        + $"export them again, or convert them to {own}.";
}
