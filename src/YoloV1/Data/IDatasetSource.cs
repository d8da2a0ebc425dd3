using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>A data set in files; one split is read at a time.</summary>
internal interface IDatasetSource
{
    /// <summary>The format of the labels.</summary>
    DataFormat Format { get; }

    /// <summary>The classes that the files have.</summary>
    ClassNames Classes { get; }

    /// <summary>The splits that are there.</summary>
    IReadOnlyList<string> Splits { get; }

    /// <summary>Whether the place of a split is there: a file may name a folder that was never exported.</summary>
    /// <param name="split">One of <see cref="Splits"/>.</param>
    bool IsThere(string split) => true;

    /// <summary>Opens a split.</summary>
    /// <param name="split">One of <see cref="Splits"/>; another is refused.</param>
    /// <param name="classes">The classes that the ids refer to; null takes the files'.</param>
    /// <param name="skipBroken">Whether to leave out images whose size cannot be read instead of throwing.</param>
    /// <param name="limits">The limits of decoded images.</param>
    FileDataset Open(string split, ClassNames? classes, bool skipBroken, ImageLimits limits);

    /// <summary>The images of a split.</summary>
    /// <param name="split">One of <see cref="Splits"/>; another is refused.</param>
    /// <param name="classes">The classes that the ids of the objects refer to.</param>
    /// <param name="faults">Receives the problems.</param>
    IReadOnlyList<DatasetEntry> Read(string split, ClassNames classes, FaultLog faults);

    /// <summary>The images and label files that a split names or asks for, as far as that is known without reading the labels.</summary>
    /// <param name="split">One of <see cref="Splits"/>.</param>
    IEnumerable<string> FilesOf(string split);

    /// <summary>The label files that are there, whether a split names them or not; none where one file holds all labels.</summary>
    /// <param name="faults">Receives the files and folders that are passed over.</param>
    IEnumerable<string> LabelFiles(FaultLog faults);

    /// <summary>The images that are there, whether a split names them or not.</summary>
    /// <param name="faults">Receives the files and folders that are passed over.</param>
    IEnumerable<string> ImageFiles(FaultLog faults);
}
