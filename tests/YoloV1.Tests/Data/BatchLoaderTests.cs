using TorchSharp;
using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data;

public sealed class BatchLoaderTests
{
    private static readonly BatchLoaderOptions Options = new()
    {
        InputSize = ImageSize.Square(32),
        Grid = new GridShape(4, 2, 3),
        BatchSize = 4,
        Seed = 7,
        Workers = 2,
    };

    private static readonly ShapesDataset Shapes = new(10, seed: 3, ImageSize.Square(48));

    [Fact]
    public void AnEpoch_HasEveryImageOnce_InAnOrderOfItsOwn()
    {
        var loader = new BatchLoader(Shapes, Options);

        var (first, second) = (Names(loader, 0), Names(loader, 1));

        first.Order().Should().Equal(Names(new BatchLoader(Shapes, Options with { Shuffle = false }), 0).Order());
        second.Should().BeEquivalentTo(first).And.NotEqual(first);
        Names(new BatchLoader(Shapes, Options with { Seed = 8 }), 0).Should().NotEqual(first);
        Names(new BatchLoader(Shapes, Options with { Shuffle = false }), 5)
            .Should().Equal(Enumerable.Range(0, 10).Select(i => $"shapes 3/{i}"));
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("modern")]
    public void Batches_AreTheSame_WhateverTheNumberOfWorkers(string recipe)
    {
        var augmentation = Augmentation.Recipes[recipe];
        var alone = Numbers(Options with { Workers = 1, Prefetch = 1, Augmentation = augmentation });
        var together = Numbers(Options with { Workers = 5, Prefetch = 3, Augmentation = augmentation });
        var plain = Numbers(Options);

        together.Should().Equal(alone);
        plain.Should().NotEqual(alone);

        static List<float> Numbers(BatchLoaderOptions options) => Collect(
            new BatchLoader(Shapes, options).Epoch(2), batch => batch.Images.data<float>().Concat(batch.Target.data<float>()));
    }

    [Fact]
    public void AnEpoch_GoesOnFromItsMidst_AsItWouldHaveGone()
    {
        var dataset = new FaultyDataset(Shapes, failsAt: -1);
        var options = Options with { Augmentation = Augmentation.Paper };
        var whole = Numbers(new BatchLoader(Shapes, options).Epoch(3));

        var rest = Numbers(new BatchLoader(dataset, options).Epoch(3, firstBatch: 1));

        rest.Should().Equal(whole.Skip(4 * (3 * 32 * 32 + 4 * 4 * 13)));
        dataset.Reads.Should().Be(6, "the images of the first batch are not read again");
        new BatchLoader(Shapes, options).Epoch(3, firstBatch: 3).Should().BeEmpty();
        FluentActions.Invoking(() => new BatchLoader(Shapes, options).Epoch(3, firstBatch: 4))
            .Should().Throw<ArgumentOutOfRangeException>();

        static List<float> Numbers(IEnumerable<Batch> batches) =>
            Collect(batches, batch => batch.Images.data<float>().Concat(batch.Target.data<float>()));
    }

    [Theory]
    [InlineData(false, 3, 2)]
    [InlineData(true, 2, 4)]
    public void TheLastBatch_IsSmallerOrLeftOut(bool dropLast, int batches, int lastSize)
    {
        var loader = new BatchLoader(Shapes, Options with { DropLast = dropLast });
        var shapes = Collect<(long[] Images, long[] Target)>(loader.Epoch(0), batch => [(batch.Images.shape, batch.Target.shape)]);

        loader.BatchesPerEpoch.Should().Be(batches);
        shapes.Should().HaveCount(batches);
        shapes[^1].Images.Should().Equal(lastSize, 3, 32, 32);
        shapes[^1].Target.Should().Equal(lastSize, 4, 4, 13);
    }

    [Fact]
    public void ABatch_HoldsTheImagesAndTheirEncodedBoxes()
    {
        using var batch = new BatchLoader(Shapes, Options with { Shuffle = false }).Epoch(0).First();

        var expected = new float[3 * 32 * 32];
        ImageInput.Fill(Shapes.ReadImage(1), ImageSize.Square(32), expected);
        batch.Images[1].data<float>().Should().Equal(expected);
        var objects = batch.Annotations.Sum(annotation => annotation.Boxes.Count);
        batch.Target.narrow(3, 4, 1).sum().ToSingle().Should().Be(objects - batch.LostObjects);
    }

    [Fact]
    public void ABatch_OutlivesTheScopeItWasMadeIn()
    {
        Batch batch;
        using (torch.NewDisposeScope())
            batch = new BatchLoader(Shapes, Options).Epoch(0).First();

        batch.Images.IsInvalid.Should().BeFalse();
        batch.Target.IsInvalid.Should().BeFalse();
        batch.Dispose();
        batch.Images.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void AFailure_NamesTheImage_AndStopsTheWorkers()
    {
        var dataset = new FaultyDataset(Shapes, failsAt: 5);

        FluentActions.Invoking(() => Names(new BatchLoader(dataset, Options with { Shuffle = false }), 0))
            .Should().Throw<InvalidDataException>().WithMessage("*'shapes 3/5'*the disk is gone*").WithInnerException<IOException>();
        dataset.Running.Should().Be(0);
    }

    [Fact]
    public void AFailureOfAnImageThatIsMixedIn_NamesIt()
    {
        var dataset = new FaultyDataset(Shapes, failsAt: 5);
        var options = Options with { BatchSize = 1, Shuffle = false, Augmentation = new(new Mosaic()) };

        FluentActions.Invoking(() => Names(new BatchLoader(dataset, options), 0))
            .Should().Throw<InvalidDataException>().WithMessage("*'shapes 3/5'*the disk is gone*");
    }

    [Fact]
    public void ABatch_SaysWhatItTook()
    {
        // A clock that goes on by a second whenever it is looked at: twice for a reading, and once before and once after an image;
        // the caller looks at it too.
        var clock = new SteppingClock();
        var options = Options with { BatchSize = 1, Workers = 1, Prefetch = 1, Time = clock };

        var epoch = new BatchLoader(Shapes, options).Epoch(0).Take(1);
        var (read, augment, wait) = Collect(epoch, batch => new[] { (batch.ReadTime, batch.AugmentTime, batch.WaitTime) }).Single();

        read.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
        augment.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
        wait.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void BreakingOff_StopsTheWorkers()
    {
        var dataset = new FaultyDataset(new ShapesDataset(200, 1, ImageSize.Square(32)), failsAt: -1);

        new BatchLoader(dataset, Options).Epoch(0).First().Dispose();

        dataset.Running.Should().Be(0);
        dataset.Reads.Should().BeLessThanOrEqualTo(3 * Options.BatchSize, "no more than the batch and two ahead are read");
    }

    [Fact]
    public void Cancelling_StopsTheWorkersAndTheEnumeration()
    {
        var dataset = new FaultyDataset(new ShapesDataset(200, 1, ImageSize.Square(32)), failsAt: -1);
        using var source = new CancellationTokenSource();

        var enumeration = () =>
        {
            foreach (var batch in new BatchLoader(dataset, Options).Epoch(0, source.Token))
                using (batch)
                    source.Cancel();
        };

        enumeration.Should().Throw<OperationCanceledException>();
        dataset.Running.Should().Be(0);
    }

    [Fact]
    public void DifficultObjects_AreLeftOut_UnlessAskedFor()
    {
        var dataset = new FaultyDataset(Shapes, failsAt: -1, difficult: true);

        Collect(new BatchLoader(dataset, Options).Epoch(0), batch => batch.Annotations)
            .Should().OnlyContain(annotation => annotation.Boxes.Count == 0);
        Collect(new BatchLoader(dataset, Options with { IncludeDifficult = true }).Epoch(0), batch => batch.Annotations)
            .Should().OnlyContain(annotation => annotation.Boxes.Count > 0);
    }

    [Fact]
    public void Crowds_AreNeverTrainedOn()
    {
        var dataset = new FaultyDataset(Shapes, failsAt: -1, crowd: true);

        Collect(new BatchLoader(dataset, Options with { IncludeDifficult = true }).Epoch(0), batch => batch.Annotations)
            .Should().OnlyContain(annotation => annotation.Boxes.Count == 0);
    }

    [Fact]
    public void AGridOfOtherClasses_IsRefused() => FluentActions
        .Invoking(() => new BatchLoader(Shapes, Options with { Grid = new GridShape(7, 2, 20) }))
        .Should().Throw<ArgumentException>().WithMessage("The grid has 20 classes, but the data set has 3;*");

    private static List<string> Names(BatchLoader loader, int epoch) =>
        Collect(loader.Epoch(epoch), batch => batch.Annotations.Select(annotation => annotation.Name));

    private static List<T> Collect<T>(IEnumerable<Batch> batches, Func<Batch, IEnumerable<T>> select)
    {
        var all = new List<T>();
        foreach (var batch in batches)
            using (batch)
                all.AddRange(select(batch));
        return all;
    }

    private sealed class SteppingClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _seconds);
    }

    /// <summary>A data set that counts its readers, and fails at one image.</summary>
    private sealed class FaultyDataset(IDetectionDataset inner, int failsAt, bool difficult = false, bool crowd = false) : IDetectionDataset
    {
        private int _running;
        private int _reads;

        public int Running => _running;

        public int Reads => _reads;

        public ClassNames Classes => inner.Classes;

        public int Count => inner.Count;

        public Annotation GetAnnotation(int index)
        {
            var annotation = inner.GetAnnotation(index);
            return annotation with { Boxes = [.. annotation.Boxes.Select(box => box with { Difficult = difficult, Crowd = crowd })] };
        }

        public RgbImage ReadImage(int index)
        {
            Interlocked.Increment(ref _running);
            Interlocked.Increment(ref _reads);
            try
            {
                Thread.Sleep(1);
                return index == failsAt ? throw new IOException("the disk is gone") : inner.ReadImage(index);
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }
    }
}
