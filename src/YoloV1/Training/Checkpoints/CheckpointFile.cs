namespace YoloV1.Training;

/// <summary>The file of a training's checkpoints. A state takes its place when the step after it has shown that it is worth going on from.</summary>
/// <remarks>A training that runs away passes through finite states, and only the next loss tells that a step was too long.</remarks>
internal sealed class CheckpointFile(string path, TrainingOptions options)
{
    private readonly string _unproven = $"{path}.unproven.tmp";
    private TrainingState? _offered;

    /// <summary>Writes the state beside the file.</summary>
    public void Offer(TrainingSession session)
    {
        Checkpoint.Save(_unproven, session, options);
        _offered = session.State;
    }

    /// <summary>After a step: the state that was offered takes the file's place, or is dropped.</summary>
    /// <returns>The state, where it took the place.</returns>
    public TrainingState? Prove(bool isSound)
    {
        var offered = isSound ? _offered : null;
        if (offered is null)
        {
            Drop();
            return null;
        }
        File.Move(_unproven, path, overwrite: true);
        _offered = null;
        return offered;
    }

    /// <summary>Writes the state in the file's place at once.</summary>
    public void Write(TrainingSession session)
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
