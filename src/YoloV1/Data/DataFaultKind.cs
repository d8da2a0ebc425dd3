namespace YoloV1.Data;

/// <summary>What can be wrong with a data set.</summary>
internal enum DataFaultKind
{
    /// <summary>A label file or one of its entries cannot be understood.</summary>
    BrokenLabel,

    /// <summary>A supercategory without objects; it is not used as a class, and training continues.</summary>
    CategoryLeftOut,

    /// <summary>
    /// Boxes are in pixels where fractions belong or the other way round, or their four values mean something else than the format's.
    /// </summary>
    WrongBoxes,

    /// <summary>A file or folder whose name is not UTF-8; it is skipped, and training continues.</summary>
    NameNotUtf8,

    /// <summary>An object's class is not one of the data set's.</summary>
    UnknownClass,

    /// <summary>A box has no width or no height; it is left out, and training continues.</summary>
    BoxWithoutExtent,

    /// <summary>A box extends beyond its image; it is clipped, and training continues.</summary>
    BoxClipped,

    /// <summary>A box lies wholly outside its image.</summary>
    BoxOutside,

    /// <summary>Two objects of an image have the same class and the same box.</summary>
    RepeatedBox,

    /// <summary>The folder or list of a split is not there, or has no image.</summary>
    MissingSplit,

    /// <summary>An image that a split or a label names is not there.</summary>
    MissingImage,

    /// <summary>An image of a split has no label, in a format that needs one.</summary>
    MissingLabel,

    /// <summary>A split without one label or one object; training on another continues.</summary>
    EmptySplit,

    /// <summary>An image in a format that is not read; it is passed over.</summary>
    UnreadFormat,

    /// <summary>An image that no split names.</summary>
    UnusedImage,

    /// <summary>A label whose image no split names, or that has no image.</summary>
    UnusedLabel,

    /// <summary>A file that should hold an image holds none that can be read in full.</summary>
    BrokenImage,

    /// <summary>The label says another size than the image has.</summary>
    WrongSize,

    /// <summary>Images of one split look alike: copies, or frames of one scene.</summary>
    RepeatedImage,

    /// <summary>Images of two splits look alike: the evaluation includes training images.</summary>
    SharedImage,
}
