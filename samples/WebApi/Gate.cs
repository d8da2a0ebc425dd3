using System.Net;
using System.Net.Sockets;

namespace YoloV1.Samples.WebApi;

/// <summary>Lets a bounded number in at once, and of these only a share from one client.</summary>
/// <param name="most">How many in all.</param>
/// <param name="share">The part that one client may hold, in (0, 1]; at least one.</param>
internal sealed class Gate(int most, double share)
{
    private readonly int _mostOfOne = Math.Max(1, (int)(share * most));
    private readonly Dictionary<IPAddress, int> _inside = [];
    private int _count;

    /// <summary>How many are inside.</summary>
    public int Count
    {
        get
        {
            lock (_inside)
                return _count;
        }
    }

    /// <summary>The address that counts as one client: in IPv6 its network of 64 bits, in which it picks addresses as it likes.</summary>
    public static IPAddress ClientOf(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new([.. address.GetAddressBytes()[..8], 0, 0, 0, 0, 0, 0, 0, 0])
            : address;
    }

    /// <summary>Whether a client would be let in now.</summary>
    public bool HasRoomFor(IPAddress client)
    {
        lock (_inside)
            return _count < most && _inside.GetValueOrDefault(client) < _mostOfOne;
    }

    /// <summary>Lets a client in until the pass is disposed; null when there is no room for it.</summary>
    public IDisposable? TryEnter(IPAddress client)
    {
        lock (_inside)
        {
            if (!HasRoomFor(client))
                return null;
            _count++;
            _inside[client] = _inside.GetValueOrDefault(client) + 1;
            return new Pass(this, client);
        }
    }

    private void Leave(IPAddress client)
    {
        lock (_inside)
        {
            _count--;
            if (--_inside[client] == 0)
                _inside.Remove(client);
        }
    }

    private sealed class Pass(Gate gate, IPAddress client) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _left, true))
                gate.Leave(client);
        }
    }
}
