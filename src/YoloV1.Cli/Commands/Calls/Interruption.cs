using System.Runtime.InteropServices;
using YoloV1.Cli.Output;

namespace YoloV1.Cli.Commands;

/// <summary>
/// A token that Ctrl+C, a polite end of the process and a closed terminal cancel, so that what was begun can be finished and saved. Ctrl+C
/// or a polite end ends it at once the second time; a terminal that closes tells so several times, and is heard once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(StandardStream.Closed);
    private readonly PosixSignalRegistration[] _signals;
    private bool _askedBefore;

    public Interruption() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, HangUp),
    ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _source.Dispose();
    }

    private void Ask(PosixSignalContext signal)
    {
        signal.Cancel = !_askedBefore;
        _askedBefore = true;
        _source.Cancel();
    }

    private void HangUp(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _source.Cancel();
    }
}
