using YoloV1.Data;
using YoloV1.Losses;
using YoloV1.Tests.Training;
using YoloV1.Training;
using static TorchSharp.torch;

namespace YoloV1.Tests.Ranks;

[Collection(Alone.Name)]
public sealed class TrainerOfRanksTests
{
    private static readonly ShapesDataset Shapes = new(count: 12, seed: 1, ImageSize.Square(32));

    private static readonly TrainingOptions Options = TrainingOptions.Paper with
    {
        Epochs = 1,
        BatchSize = 6,
        Device = "cpu",
        Precision = Precision.Float32,
    };

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void ALossThatIsNoNumberInOneRank_EndsAllRanks_AndRank0Tells(int broken)
    {
        var ends = ThreadRanks.Run(3, ranks =>
        {
            using var model = TinyNetwork.Create(1);
            using var loss = new BrokenLoss(model.Config.Grid, isBroken: ranks.Rank == broken);
            var trainer = new Trainer(model, Options, loss) { Ranks = ranks };
            var message = FluentActions.Invoking(() => trainer.Run(Shapes)).Should().Throw<TrainingException>().Which.Message;
            return (message, ranks.Teller);
        });

        ends.Should().AllBeEquivalentTo(ends[0]);
        ends[0].Teller.Should().Be(0);
        ends[0].message.Should().StartWith("The loss of step 0 is NaN");
    }

    /// <summary>The paper's loss, which in one of the ranks is no number.</summary>
    private sealed class BrokenLoss(GridShape grid, bool isBroken) : DetectionLoss("broken", grid)
    {
        private readonly PaperYoloLoss _whole = new(grid);

        internal override double ShareOf(long part, long whole) => _whole.ShareOf(part, whole);

        private protected override LossParts Parts(Tensor predictions, Tensor target) =>
            _whole.Measure(isBroken ? predictions * float.NaN : predictions, target);
    }
}
