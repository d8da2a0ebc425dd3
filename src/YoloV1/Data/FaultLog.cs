using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Collects the problems found by a reader, which continues without the faulty item.</summary>
/// <param name="strict">Whether a problem that would change the training stops the reading; otherwise all are collected.</param>
/// <param name="keepsBroken">
/// Whether images that are missing or cannot be read are collected all the same, so that all are named at once.
/// </param>
internal sealed class FaultLog(bool strict, bool keepsBroken = false)
{
    // What changes nothing that is right, and images that are passed over.
    private static readonly DataFaultKind[] Warnings =
    [
        DataFaultKind.BoxWithoutExtent, DataFaultKind.BoxClipped, DataFaultKind.CategoryLeftOut, DataFaultKind.EmptySplit,
        DataFaultKind.UnreadFormat, DataFaultKind.NameNotUtf8,
    ];

    private readonly List<DataFault> _faults = [];

    /// <summary>The faults in the order of their finding.</summary>
    public IReadOnlyList<DataFault> Faults => _faults;

    /// <summary>The faults, one per line.</summary>
    public IReadOnlyList<string> Lines => [.. _faults.Select(fault => fault.ToString())];

    /// <summary>Takes a fault.</summary>
    /// <exception cref="IOException">The log is strict, and a file is missing or not an image.</exception>
    /// <exception cref="InvalidDataException">The log is strict, and the user must correct the problem.</exception>
    public void Add(DataFaultKind kind, string place, string message)
    {
        var fault = new DataFault(kind, place, message);
        if (strict && !Warnings.Contains(kind) && !(keepsBroken && IsOfAnImage(kind)))
            throw ErrorOf(fault);
        _faults.Add(fault);
    }

    /// <summary>Whether an image is missing or cannot be read.</summary>
    public static bool IsOfAnImage(DataFaultKind kind) => kind is DataFaultKind.MissingImage or DataFaultKind.BrokenImage;

    /// <summary>The exception that a fault is where it ends the reading.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="others">What is said behind its message.</param>
    public static Exception ErrorOf(DataFault fault, string others = "") => fault.Kind switch
    {
        DataFaultKind.MissingLabel or DataFaultKind.MissingImage or DataFaultKind.MissingSplit =>
            new FileNotFoundException(fault + others, fault.Place),
        DataFaultKind.BrokenImage => new ImageException(fault + others),
        _ => new InvalidDataException(fault + others),
    };

    /// <summary>Takes the path of a file or folder whose name is not UTF-8.</summary>
    public void PassOver(string path) => Add(DataFaultKind.NameNotUtf8, path, FolderWalk.WhyPassedOver);

    /// <summary>Takes another log's faults in their order, such as one of another thread.</summary>
    /// <exception cref="IOException">As for <see cref="Add"/>.</exception>
    /// <exception cref="InvalidDataException">As for <see cref="Add"/>.</exception>
    public void AddAll(FaultLog other)
    {
        foreach (var (kind, place, message) in other.Faults)
            Add(kind, place, message);
    }
}
