using BenchmarkDotNet.Attributes;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A part of the product beside the plainest code that gives the same; a test runs both once and compares them.</summary>
/// <typeparam name="TResult">What both give.</typeparam>
[MemoryDiagnoser(displayGenColumns: false)]
public abstract class Part<TResult> : IPart
{
    /// <summary>How large the case is: see each part.</summary>
    public abstract int Size { get; set; }

    [GlobalSetup]
    public void Setup() => Prepare();

    [Benchmark(Baseline = true)]
    public TResult Reference() => RunReference();

    [Benchmark]
    public TResult Product() => RunProduct();

    /// <summary>Makes the case.</summary>
    protected abstract void Prepare();

    /// <summary>The plain code.</summary>
    protected abstract TResult RunReference();

    /// <summary>The product.</summary>
    protected abstract TResult RunProduct();

    /// <summary>What a result is compared by.</summary>
    protected abstract IEnumerable<double> NumbersOf(TResult result);

    (double[] Reference, double[] Product) IPart.RunBoth(int size)
    {
        Size = size;
        Setup();
        return ([.. NumbersOf(Reference())], [.. NumbersOf(Product())]);
    }
}
