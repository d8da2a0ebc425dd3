namespace YoloV1.Data;

/// <summary>What can be wrong with a data set.</summary>
public enum DataFaultKind
{
    /// <summary>A label file or one of its entries cannot be understood.</summary>
    BrokenLabel,

    /// <summary>An object's class is not one of the data set's.</summary>
    UnknownClass,

    /// <summary>A box has no width or no height; it is left out, and training goes on.</summary>
    BoxWithoutExtent,

    /// <summary>A part of a box lies outside its picture; the rest is kept, and training goes on.</summary>
    BoxClipped,

    /// <summary>A box lies wholly outside its picture.</summary>
    BoxOutside,

    /// <summary>Two objects of a picture have the same class and the same box.</summary>
    RepeatedBox,

    /// <summary>A picture that a split or a label names is not there.</summary>
    MissingPicture,

    /// <summary>A picture of a split has no label, in a format that needs one.</summary>
    MissingLabel,

    /// <summary>A picture that no split names.</summary>
    UnusedPicture,

    /// <summary>A label whose picture no split names, or that has no picture.</summary>
    UnusedLabel,

    /// <summary>A file that should hold a picture holds none that can be read in full.</summary>
    BrokenPicture,

    /// <summary>The label says another size than the picture has.</summary>
    WrongSize,

    /// <summary>Two pictures of one split look the same.</summary>
    RepeatedPicture,

    /// <summary>Pictures of two splits look the same: what is measured was trained on.</summary>
    SharedPicture,
}
