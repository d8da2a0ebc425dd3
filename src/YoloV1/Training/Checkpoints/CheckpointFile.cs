using YoloV1.Files;

namespace YoloV1.Training;

/// <summary>
/// The file of a training's checkpoints. A state takes its place when the step after it has shown that it is worth going on from.
/// </summary>
/// <remarks>A training that runs away passes through finite states, and only the next loss tells that a step was too long.</remarks>
internal sealed class CheckpointFile(string path, TrainingSession session, TrainingOptions options, TimeProvider time)
{
    // A name of its own: no other process writes or clears it.
    private readonly string _unproven = AtomicFile.DraftOf(path);
    private TrainingState? _offered;
    private long _savedAt = time.GetTimestamp();

    /// <summary>Writes the state beside the file, where it is sound and the last one is old enough.</summary>
    public void OfferIfDue()
    {
        if (!session.Course.IsSound || time.GetElapsedTime(_savedAt) < options.CheckpointEvery)
            return;
        Checkpoint.Save(_unproven, session, options);
        _offered = session.Course.State;
        _savedAt = time.GetTimestamp();
    }

    /// <summary>After a step: the state that was offered takes the file's place where the step was sound, or is dropped.</summary>
    /// <returns>The state, where it took the place.</returns>
    public TrainingState? Prove()
    {
        if (_offered is not { } offered || !session.Course.IsSound)
        {
            Drop();
            return null;
        }
        File.Move(_unproven, path, overwrite: true);
        _offered = null;
        return offered;
    }

    /// <summary>Writes the state in the file's place at once.</summary>
    public void Write()
    {
        Drop();
        Checkpoint.Save(path, session, options);
    }

    /// <summary>Forgets the state that was offered.</summary>
    public void Drop()
    {
        if (_offered is null)
            return;
        _offered = null;
        File.Delete(_unproven);
    }
}
