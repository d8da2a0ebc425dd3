using TorchSharp.Modules;
using YoloV1.Training;
using static TorchSharp.torch.utils;

namespace YoloV1.Cli.Runs;

/// <summary>The values of results.csv as events for TensorBoard: a curve for each column, a point for each epoch.</summary>
/// <remarks>A run that continues adds a file to the first; TensorBoard reads them as one.</remarks>
internal sealed class TensorBoardEvents(string folder, IReadOnlyList<ResultColumn> columns)
{
    private readonly SummaryWriter _writer = tensorboard.SummaryWriter(folder);

    public void Add(EpochReport epoch)
    {
        foreach (var column in columns.Skip(1))
        {
            if (column.Value(epoch) is { } value)
                _writer.add_scalar(column.Name, (float)value, epoch.Epoch + 1);
        }
    }
}
