namespace YoloV1.Models;

/// <summary>Which weights of a locally connected layer begin at random values.</summary>
public enum LocalInitialization
{
    /// <summary>Those of every location.</summary>
    Everywhere,

    /// <summary>Those of the first location alone, and zero elsewhere: what Darknet's code does, by its documented slip.</summary>
    FirstLocation,
}
