using YoloV1.Data;
using YoloV1.Models;

namespace YoloV1.Training;

/// <summary>The batches of a training: most epochs with the recipe's augmentation, the last ones with their own.</summary>
internal sealed class TrainingBatches
{
    private readonly BatchLoader _loader;
    private readonly BatchLoader _lastLoader;
    private readonly int _lastEpochs;

    public TrainingBatches(IDetectionDataset train, YoloV1Config config, TrainingOptions options, BatchParts parts)
    {
        var loading = new BatchLoaderOptions
        {
            InputSize = config.InputSize,
            Grid = config.Grid,
            BoxSizes = config.BoxSizes,
            BatchSize = parts.Batch,
            Parts = parts,
            Augmentation = options.Augmentation,
            Seed = options.Seed,
            // A short last batch would weigh its images more and give batch normalization poor statistics.
            DropLast = true,
        };
        var images = Cached(train, Needed(config.InputSize, options.Augmentation.Zoom), options);
        _loader = new BatchLoader(images, loading);
        _lastLoader = new BatchLoader(images, loading with { Augmentation = options.LastAugmentation ?? options.Augmentation });
        _lastEpochs = options.LastEpochs;
    }

    public IEnumerable<Batch> Epoch(int epoch, int firstBatch, int epochs) =>
        (epoch >= epochs - _lastEpochs ? _lastLoader : _loader).Epoch(epoch, firstBatch);

    /// <summary>The size at which an image has the input's pixels when it is zoomed in on.</summary>
    private static ImageSize Needed(ImageSize input, float zoom) => new((int)(input.Width * zoom), (int)(input.Height * zoom));

    private static IDetectionDataset Cached(IDetectionDataset train, ImageSize input, TrainingOptions options) => options.Cache switch
    {
        ImageCache.None => train,
        ImageCache.Memory => CachedDataset.InMemory(train, input, options.CacheBytes),
        _ when train is FileDataset files => CachedDataset.OnDisk(files, input, options.CacheFolder, options.CacheBytes),
        _ => throw new ArgumentException(
            $"{nameof(TrainingOptions.Cache)} is {options.Cache}, but the images are not in files; cache them in memory."),
    };
}
