namespace YoloV1.Tests.Training;

/// <summary>Tests that run while no other does: torch has one random generator for all threads, and these ask for equal numbers.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
