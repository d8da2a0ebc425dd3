using YoloV1.Ranks;

namespace YoloV1.Tests.Ranks;

public sealed class RankGroupTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 1)]
    public void Sum_IsTheLeftFoldOverTheFirstRanks_BitForBit_InEachRank(int ranks, int adding)
    {
        const int length = 60 * 1000;
        var values = Enumerable.Range(0, ranks).Select(seed => Values(length, seed)).ToArray();
        var expected = new float[length];
        for (var i = 0; i < length; i++)
        {
            expected[i] = values[0][i];
            for (var rank = 1; rank < adding; rank++)
                expected[i] += values[rank][i];
        }

        var sums = ThreadRanks.Run(ranks, group =>
        {
            var mine = values[group.Rank].ToArray();
            group.Sum(mine, adding);
            return mine;
        });

        foreach (var sum in sums)
            sum.Select(BitConverter.SingleToInt32Bits).Should().Equal(expected.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Sum_InAnotherOrder_IsAnotherOne()
    {
        // What the test above would not notice if floats were exact.
        float[] values = [1e8f, -1e8f, 1];
        var sums = ThreadRanks.Run(3, group =>
        {
            float[] mine = [values[group.Rank], values[2 - group.Rank], 0];
            group.Sum(mine, 3);
            return mine;
        });
        sums[2].Should().Equal(1, 0, 0);
    }

    [Fact]
    public void Sum_OfValuesThatDoNotDivide_IsRefused() => ThreadRanks.Run(2, group =>
        FluentActions.Invoking(() => group.Sum(new float[3], 2)).Should().Throw<ArgumentException>().WithMessage("3 values * 2 ranks.*"));

    [Fact]
    public void GatherUneven_GivesEachRankAllValues()
    {
        var gathered = ThreadRanks.Run(3, group => group.GatherUneven<int>(Enumerable.Repeat(group.Rank, group.Rank).ToArray()));
        foreach (var all in gathered)
        {
            all.Should().HaveCount(3);
            all[0].Should().BeEmpty();
            all[1].Should().Equal(1);
            all[2].Should().Equal(2, 2);
        }
    }

    [Fact]
    public void Broadcast_GivesRank0sText() =>
        ThreadRanks.Run(3, group => group.Broadcast(group.Rank == 0 ? "größer" : "x")).Should().Equal("größer", "größer", "größer");

    [Fact]
    public void Agree_EndsAllRanks_WhereOneFails_AndTheFirstOfThemTells()
    {
        var ends = ThreadRanks.Run(3, group =>
        {
            var work = () => group.Agree<int>(() => group.Rank > 0 ? throw new IOException($"full {group.Rank}") : 7);
            var message = group.Rank == 1
                ? work.Should().Throw<IOException>().Which.Message
                : work.Should().Throw<RankGroupException>().Which.Message;
            return (message, group.Teller);
        });
        ends.Should().Equal(("Rank 1: full 1", 1), ("full 1", 1), ("Rank 1: full 1", 1));
    }

    [Fact]
    public void Agree_GoesOn_WhereAllSucceed() =>
        ThreadRanks.Run(2, group => (group.Agree(() => group.Rank), group.Teller)).Should().Equal((0, null), (1, null));

    [Fact]
    public void AProcessThatNoLauncherHasStarted_IsToldHowTo() => FluentActions.Invoking(() => MpiRanks.Open())
        .Should().Throw<RankGroupException>().WithMessage("No launcher of MPI has started this process; begin the call with *");

    private static float[] Values(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-6, 6)))];
    }
}
