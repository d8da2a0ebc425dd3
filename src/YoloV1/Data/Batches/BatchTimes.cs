namespace YoloV1.Data;

/// <summary>What a batch took.</summary>
/// <param name="Read">Reading and decoding its images: the time of all workers together.</param>
/// <param name="Augment">Augmenting them, fitting them to the input and encoding their boxes: the time of all workers together.</param>
/// <param name="Wait">How long the caller waited for it; near 0 where the workers keep ahead.</param>
public readonly record struct BatchTimes(TimeSpan Read, TimeSpan Augment, TimeSpan Wait);
