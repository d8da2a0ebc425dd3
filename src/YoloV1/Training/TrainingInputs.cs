using YoloV1.Data;
using YoloV1.Models;

namespace YoloV1.Training;

/// <summary>Checks the inputs of a training before its first step, so that it does not fail after some epochs.</summary>
internal static class TrainingInputs
{
    /// <exception cref="ArgumentException">A data set has no images, or classes that do not go with the others'.</exception>
    public static void Check(YoloV1Config config, IDetectionDataset train, IDetectionDataset? validation)
    {
        if (train.Count == 0)
            throw new ArgumentException("The training set has no images; open a split that has some.", nameof(train));
        if (train.Classes.Count != config.ClassCount)
        {
            throw new ArgumentException(
                $"{train.Classes.Count} classes ({string.Join(", ", train.Classes)}) for a network of {config.ClassCount}; "
                + $"build the model with ClassCount = {train.Classes.Count}.", nameof(train));
        }
        if (validation is null)
            return;
        if (validation.Count == 0)
            throw new ArgumentException(
                "The validation set has no images; open a split that has some, or leave it out.", nameof(validation));
        if (!validation.Classes.SequenceEqual(train.Classes))
        {
            var (here, there) = (string.Join(", ", validation.Classes), string.Join(", ", train.Classes));
            throw new ArgumentException(
                $"The classes of the validation set ({here}) differ from those of the training set ({there}); "
                + "open it with the classes of the training set, in the same order.", nameof(validation));
        }
    }

    /// <exception cref="DirectoryNotFoundException">The file's folder is not there.</exception>
    public static void CheckFolderOf(string? path)
    {
        if (path is not null && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            throw new DirectoryNotFoundException($"{path}: its folder does not exist; create it first.");
    }
}
