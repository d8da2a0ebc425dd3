using YoloV1.Cli.Options;
using YoloV1.Data;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>
/// The images that <c>yolov1 pretrain</c> learns to classify: those of class folders, or the objects of a detection data set.
/// </summary>
internal static class PretrainImages
{
    public static (IDetectionDataset Train, IDetectionDataset HeldOut) Open(TrainSettings settings)
    {
        var (train, val) =
            (Path.Combine(settings.Data!, settings.Split ?? "train"), Path.Combine(settings.Data!, settings.ValSplit ?? "val"));
        if (ClassFolderDataset.Recognizes(train) && ClassFolderDataset.Recognizes(val))
        {
            var images = Read(train, settings);
            var measured = Read(val, settings, images.Classes);
            return (Readable(images, train, settings), Readable(measured, val, settings));
        }
        return ClassFolderDataset.Recognizes(settings.Data!)
            ? Split(Readable(Read(settings.Data!, settings), settings.Data!, settings), settings)
            : Crops(settings);
    }

    private static ClassFolderDataset Read(string folder, TrainSettings settings, ClassNames? classes = null)
    {
        var dataset = new ClassFolderDataset(folder, classes) { ImageLimits = settings.ImageLimits };
        DataSource.Warn(dataset.Warnings, $"in {folder}.");
        return dataset;
    }

    private static ClassFolderDataset Readable(ClassFolderDataset images, string folder, TrainSettings settings) =>
        ReadableImages.Of(images, Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), settings.SkipBroken);

    private static (IDetectionDataset Train, IDetectionDataset HeldOut) Crops(TrainSettings settings)
    {
        var (images, measured, _) = DataSource.OpenTraining(settings, resumed: null, settings.HeldOut, "--held-out");
        var heldOut = measured
            ?? throw new ArgumentException("--val-split is 'none', but a backbone must be evaluated on some images; name a split.");
        return (Objects(images), Objects(heldOut));
    }

    private static ObjectCropDataset Objects(IDetectionDataset images) =>
        new(images, ObjectClassifier.Margin, ObjectClassifier.Backgrounds);

    // There may be very many, and this evaluation only compares epochs: images that look alike are not kept together.
    private static (IDetectionDataset Train, IDetectionDataset HeldOut) Split(IDetectionDataset images, TrainSettings settings) =>
        images.Split(settings.HeldOut, settings.Options.Seed, together: false);
}
