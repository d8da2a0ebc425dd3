namespace YoloV1.Data;

/// <summary>Where decoded images are kept, so that each is decoded once.</summary>
public enum ImageCache
{
    /// <summary>Nowhere: images are decoded in every epoch.</summary>
    None,

    /// <summary>In memory, for as long as the training runs.</summary>
    Memory,

    /// <summary>In files, for all trainings on the same images.</summary>
    Disk,
}
