namespace YoloV1.Data;

/// <summary>Where decoded pictures are kept, so that each is decoded once.</summary>
public enum PictureCache
{
    /// <summary>Nowhere: pictures are decoded in every epoch.</summary>
    None,

    /// <summary>In memory, for as long as the training runs.</summary>
    Memory,

    /// <summary>In files, for all trainings on the same pictures.</summary>
    Disk,
}
