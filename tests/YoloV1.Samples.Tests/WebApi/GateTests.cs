using System.Net;
using YoloV1.Samples.WebApi;

namespace YoloV1.Samples.Tests.WebApi;

public sealed class GateTests
{
    private static readonly IPAddress Ann = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Ben = IPAddress.Parse("192.0.2.2");
    private static readonly IPAddress Cid = IPAddress.Parse("192.0.2.3");

    [Fact]
    public void AClientGetsItsShare_AndTheOthersTheRest()
    {
        var gate = new Gate(most: 5, share: 0.4);

        IDisposable?[] passes = [gate.TryEnter(Ann), gate.TryEnter(Ann), gate.TryEnter(Ben), gate.TryEnter(Ben), gate.TryEnter(Cid)];

        passes.Should().NotContainNulls();
        gate.Count.Should().Be(5);
        gate.HasRoomFor(Cid).Should().BeFalse("all five are taken");
        passes[0]!.Dispose();
        passes[0]!.Dispose();
        gate.Count.Should().Be(4, "a pass is given back once");
        gate.TryEnter(Ben).Should().BeNull("two of five are its share");
        gate.TryEnter(Ann).Should().NotBeNull();
    }

    [Fact]
    public void TheSmallestShare_IsOne()
    {
        var gate = new Gate(most: 10, share: 0.001);

        gate.TryEnter(Ann).Should().NotBeNull();
        gate.TryEnter(Ann).Should().BeNull();
        gate.TryEnter(Ben).Should().NotBeNull();
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void AClientOfIPv6_IsItsNetwork(string address, string client) =>
        Gate.ClientOf(IPAddress.Parse(address)).Should().Be(IPAddress.Parse(client));
}
