using System.Buffers;

namespace DistCache.Node.Serving;

/// <summary>Bytes received and not yet consumed, contiguous. Small while the connection idles; larger arrays are borrowed.</summary>
internal sealed class ReceiveBuffer
{
    /// <summary>All that an idle connection holds: room for a request as most are.</summary>
    internal const int IdleBytes = 2 * 1024;

    /// <summary>First borrowed size: what a deep pipeline brings at once.</summary>
    internal const int BorrowedBytesMin = 64 * 1024;

    private readonly byte[] _idle = new byte[IdleBytes];
    private byte[] _bytes;
    private int _start;
    private int _end;

    public ReceiveBuffer() => _bytes = _idle;

    public Span<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Whether the last receive may have left bytes behind for want of room.</summary>
    public bool IsFull => _end == _bytes.Length;

    /// <summary>Room to receive into, never empty. What is unread may be moved.</summary>
    public Memory<byte> Room()
    {
        if (_start > 0)
        {
            Unread.CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        if (IsFull)
        {
            Grow();
        }

        return _bytes.AsMemory(_end);
    }

    public void Received(int count) => _end += count;

    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
            GiveBack();
        }
    }

    /// <summary>Forgets everything; nothing is borrowed afterwards.</summary>
    public void Clear()
    {
        _start = _end = 0;
        GiveBack();
    }

    private void Grow()
    {
        var size = Math.Clamp(2L * _bytes.Length, BorrowedBytesMin, Array.MaxLength);
        var larger = ArrayPool<byte>.Shared.Rent((int)size);
        Unread.CopyTo(larger);
        GiveBack();
        _bytes = larger;
    }

    private void GiveBack()
    {
        if (!ReferenceEquals(_bytes, _idle))
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = _idle;
        }
    }
}
