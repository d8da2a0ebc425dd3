namespace YoloV1.Data;

/// <summary>How a <see cref="BatchLoader"/> makes batches.</summary>
public sealed record BatchLoaderOptions
{
    /// <summary>Width and height of the images in a batch: the network's input.</summary>
    public required ImageSize InputSize { get; init; }

    /// <summary>The shape of the targets; its C is the data set's number of classes.</summary>
    public required GridShape Grid { get; init; }

    /// <summary>The encoding of the w and h channels of the targets.</summary>
    public BoxSizeEncoding BoxSizes { get; init; } = BoxSizeEncoding.SquareRoot;

    /// <summary>Images in a batch.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Whether every epoch has its own random order; otherwise the data set's.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Fixes the order and the augmentation, together with the epoch and the image's index.</summary>
    public int Seed { get; init; }

    /// <summary>How the images are varied.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

    /// <summary>Images that are prepared at the same time, each on a thread of its own.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Batches that are prepared ahead, 1 or more; a batch of 16 images of 448x448 takes 39 MB.</summary>
    public int Prefetch { get; init; } = 2;

    /// <summary>Whether a last batch with fewer images is left out.</summary>
    public bool DropLast { get; init; }

    /// <summary>Whether objects marked as difficult are trained on; Darknet leaves them out.</summary>
    public bool IncludeDifficult { get; init; }

    /// <summary>The images of each batch that are made; null for all.</summary>
    internal BatchParts? Parts { get; init; }

    /// <summary>The clock for <see cref="Batch.ReadTime"/>, <see cref="Batch.AugmentTime"/> and <see cref="Batch.WaitTime"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
