using YoloV1.Data;
using YoloV1.Training;

namespace YoloV1.Cli.Training;

/// <summary>The pictures that <c>yolov1 pretrain</c> learns to tell apart: those of class folders, or the objects of a detection data set.</summary>
internal static class PretrainPictures
{
    public static (IDetectionDataset Train, IDetectionDataset HeldOut) Open(TrainSettings settings)
    {
        var (train, val) = (Path.Combine(settings.Data!, settings.Split ?? "train"), Path.Combine(settings.Data!, settings.ValSplit ?? "val"));
        if (ClassFolderDataset.Recognizes(train) && ClassFolderDataset.Recognizes(val))
        {
            var pictures = new ClassFolderDataset(train);
            return (pictures, new ClassFolderDataset(val, pictures.Classes));
        }
        return ClassFolderDataset.Recognizes(settings.Data!) ? Split(new ClassFolderDataset(settings.Data!), settings) : Crops(settings);
    }

    private static (IDetectionDataset Train, IDetectionDataset HeldOut) Crops(TrainSettings settings)
    {
        var pictures = DataSource.Open(settings.Data!, settings.Split, "train");
        if (settings.ValSplit is null && !Datasets.SplitsOf(settings.Data!).Contains("val"))
        {
            var (rest, part) = Split(pictures, settings);
            return (Objects(rest), Objects(part));
        }
        var heldOut = DataSource.OpenValidation(settings.Data!, settings.ValSplit, pictures)
            ?? throw new ArgumentException("--val-split is 'none', and a backbone is measured on some pictures; name a split.");
        return (Objects(pictures), Objects(heldOut));
    }

    private static ObjectCropDataset Objects(IDetectionDataset pictures) => new(pictures, ObjectClassifier.Margin, ObjectClassifier.Backgrounds);

    private static (IDetectionDataset Train, IDetectionDataset HeldOut) Split(IDetectionDataset pictures, TrainSettings settings) =>
        DatasetPart.Split(pictures, settings.HeldOut, settings.Options.Seed);
}
