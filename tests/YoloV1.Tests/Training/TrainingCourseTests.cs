using YoloV1.Evaluation;
using YoloV1.Training;

namespace YoloV1.Tests.Training;

public sealed class TrainingCourseTests
{
    private static readonly TrainingOptions Options = TrainingOptions.Paper with { Epochs = 6, MeasureEvery = 2, Patience = 2 };

    [Fact]
    public void Loss_IsSound_UpToTwentyTimesTheUsualOne()
    {
        var course = new TrainingCourse(Options, stepsPerEpoch: 3);
        course.IsSound.Should().BeTrue("nothing speaks against it yet");
        Step(course, 10);
        Step(course, 200);
        course.IsSound.Should().BeTrue();
        Step(course, 201);
        course.IsSound.Should().BeFalse();
        Step(course, 10);
        course.IsSound.Should().BeTrue();
    }

    [Fact]
    public void UsualLoss_IsTheLowestMeanOfAnEpoch()
    {
        var course = new TrainingCourse(Options, stepsPerEpoch: 2);
        foreach (var losses in new[] { (8, 4), (3, 1), (30, 30) })
        {
            Step(course, losses.Item1);
            Step(course, losses.Item2);
            course.EndEpoch();
        }

        course.State.UsualLoss.Should().Be(2);
        (course.State.Epoch, course.State.Batch, course.State.Step, course.State.LossSum.Total).Should().Be((3, 0, 6, 0));
    }

    [Fact]
    public void Best_IsWhatIsBetterThanAllBefore()
    {
        var course = new TrainingCourse(Options, stepsPerEpoch: 1);
        course.KeepIfBest(0.4, new(0.3, 0.5)).Should().BeTrue();
        Step(course, 1);
        course.EndEpoch();
        course.KeepIfBest(0.4, null).Should().BeFalse("the first one stays");
        course.KeepIfBest(null, null).Should().BeFalse("none is no better");
        (course.State.BestScore, course.State.BestInterval, course.State.BestEpoch).Should().Be((0.4, new ConfidenceInterval(0.3, 0.5), 0));
        course.KeepIfBest(0.5, null).Should().BeTrue();
        (course.State.BestScore, course.State.BestInterval, course.State.BestEpoch).Should().Be((0.5, null, 1));
    }

    [Fact]
    public void ATraining_IsOver_AfterItsSteps_OrItsPatience()
    {
        var (whole, stale) = (new TrainingCourse(Options, stepsPerEpoch: 1), new TrainingCourse(Options, stepsPerEpoch: 1));
        stale.KeepIfBest(0.4, null);
        foreach (var course in new[] { whole, stale })
        {
            while (!course.IsOver)
            {
                Step(course, 1);
                course.IsOver.Should().BeFalse("the epoch has not been ended");
                course.EndEpoch();
            }
        }

        whole.Summary.Should().Be(new TrainingSummary(Epochs: 6, Steps: 6, BestScore: null, BestEpoch: 0, StoppedEarly: false));
        stale.Summary.Should().Be(new TrainingSummary(Epochs: 3, Steps: 3, BestScore: 0.4, BestEpoch: 0, StoppedEarly: true));
    }

    [Fact]
    public void Measurement_IsDue_AfterSomeEpochs_AndTheLast()
    {
        var course = new TrainingCourse(Options with { Steps = 5 }, stepsPerEpoch: 1);
        var due = new List<bool>();
        while (!course.IsOver)
        {
            Step(course, 1);
            due.Add(course.IsMeasurementDue);
            course.EndEpoch();
        }
        due.Should().Equal(false, true, false, true, true);
    }

    [Fact]
    public void LastEpoch_EndsWithTheSteps()
    {
        var course = new TrainingCourse(Options with { Steps = 5 }, stepsPerEpoch: 3);
        (course.Steps, course.Epochs, course.StepsLeft).Should().Be((5, 2, 3));
        course.ResumeFrom(new TrainingState { Epoch = 1, Batch = 1, Step = 4 });
        course.StepsLeft.Should().Be(1);
    }

    private static void Step(TrainingCourse course, double loss)
    {
        course.EndStep(new LossValues(0, 0, 0, loss), 1e-3, lostObjects: 0, wait: TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
