using YoloV1.Data;
using YoloV1.Kernels;
using YoloV1.Models;
using YoloV1.Ranks;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>How often a classifier's best score is that of the correct class: top-1 accuracy.</summary>
/// <param name="Accuracy">The part of all images that are classified correctly, 0 to 1.</param>
/// <param name="Classes">Each class, in the order of their ids.</param>
internal sealed record AccuracyReport(double Accuracy, IReadOnlyList<ClassAccuracy> Classes)
{
    /// <summary>Measures on images of one object each.</summary>
    public static AccuracyReport Measure(
        YoloV1Model model, IDetectionDataset images, TrainingOptions options, RankGroup ranks, CancellationToken cancellationToken)
    {
        var divided = new DividedImages(ranks, images, BatchOf(options));
        var counts = ranks.Gather<int>(divided.Measure(part => Count(model, part, options, cancellationToken), cancellationToken));
        var (count, sums) = (images.Classes.Count, new int[3 * images.Classes.Count]);
        foreach (var (place, value) in counts.Index())
            sums[place % sums.Length] += value;
        var (truths, answered, correct) = (sums[..count], sums[count..(2 * count)], sums[(2 * count)..]);
        var classes = images.Classes.Select((name, id) =>
            new ClassAccuracy(name, truths[id] > 0 ? (double)correct[id] / truths[id] : null, truths[id], answered[id]));
        return new AccuracyReport((double)correct.Sum() / truths.Sum(), [.. classes]);
    }

    /// <summary>Class by class: the images of it, those that were taken for it, and those of it that were.</summary>
    private static int[] Count(
        YoloV1Model model, IDetectionDataset images, TrainingOptions options, CancellationToken cancellationToken)
    {
        var (truths, answered, correct) = (new int[images.Classes.Count], new int[images.Classes.Count], new int[images.Classes.Count]);
        var device = Devices.Parse(options.Device);
        model.eval();
        foreach (var batch in LoaderOf(images, model.Config, options).Epoch(0, cancellationToken))
        {
            using (batch)
            {
                var answers = Answers(model, batch.Images, device);
                for (var i = 0; i < answers.Length; i++)
                {
                    var truth = batch.Annotations[i].Boxes[0].ClassId;
                    truths[truth]++;
                    answered[answers[i]]++;
                    correct[truth] += answers[i] == truth ? 1 : 0;
                }
            }
        }
        return [.. truths, .. answered, .. correct];
    }

    private static int BatchOf(TrainingOptions options) => options.MicroBatch > 0 ? options.MicroBatch : options.BatchSize;

    private static BatchLoader LoaderOf(IDetectionDataset images, YoloV1Config config, TrainingOptions options) =>
        new(images, new BatchLoaderOptions
        {
            InputSize = config.InputSize,
            Grid = config.Grid,
            BoxSizes = config.BoxSizes,
            BatchSize = BatchOf(options),
            Shuffle = false,
        });

    private static long[] Answers(YoloV1Model model, Tensor images, Device device)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var predictions = model.call(ChannelsLast.Of(DeviceCopy.Of(images, device)));            // [N, 1, 1, D]
        var scores = predictions[.., 0, 0, model.Config.Grid.Classes];               // [N, C]
        return scores.argmax(-1).cpu().data<long>().ToArray();
    }
}
