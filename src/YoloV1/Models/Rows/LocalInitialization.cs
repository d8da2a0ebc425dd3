namespace YoloV1.Models;

/// <summary>Which weights of a locally connected layer begin at random values.</summary>
public enum LocalInitialization
{
    /// <summary>The weights of every location.</summary>
    Everywhere,

    /// <summary>Only the weights of the first location, and zero elsewhere, as a bug in Darknet's code does.</summary>
    FirstLocation,
}
