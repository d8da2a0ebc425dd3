using System.Diagnostics;
using System.Globalization;

namespace YoloV1.Benchmarks.Compare;

/// <summary>The running process of one side; see <see cref="Contenders.ContenderHost"/> for what it says.</summary>
internal sealed class ContenderProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _name;

    /// <summary>Starts it and waits until it is ready.</summary>
    public ContenderProcess(Side side)
    {
        _name = side.Name;
        var start = side.Start();
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        _process = Process.Start(start)!;
        var word = Read();
        if (word != "ready")
            throw new InvalidOperationException($"{_name} says '{word}' in place of 'ready'.");
    }

    /// <summary>Milliseconds of one run.</summary>
    public double Run()
    {
        _process.StandardInput.WriteLine();
        return double.Parse(Read(), CultureInfo.InvariantCulture);
    }

    /// <summary>Ends it.</summary>
    /// <returns>The most bytes that it has had.</returns>
    public long End()
    {
        _process.StandardInput.Close();
        var bytes = long.Parse(Read(), CultureInfo.InvariantCulture);
        _process.WaitForExit();
        return bytes;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private string Read() =>
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{_name} has ended early; what it says is above.");
}
