using System.Buffers.Text;

namespace DistCache.Core.Protocol;

/// <summary>Reads a server's replies, RESP version 2 or 3, out of bytes that come in pieces of any size.</summary>
/// <remarks>
/// <para>Keeps what it has understood between calls: a long string is filled as its bytes come and never scanned twice. Only an
/// unfinished line is left in the input, to be given again with more behind it; it is at most <see cref="LineBytesMax"/> long.</para>
/// <para>Limits are checked before memory is taken. Attributes are read and dropped. RESP3's streamed types, which no server sends,
/// are malformed here. Source: the Redis serialization protocol specification. Not thread-safe.</para>
/// </remarks>
/// <param name="bulkBytesMax">The longest string taken.</param>
public sealed class RespReplyReader(int bulkBytesMax = RespReplyReader.DefaultBulkBytesMax)
{
    /// <summary>Redis's own limit on a bulk string.</summary>
    public const int DefaultBulkBytesMax = 512 * 1024 * 1024;

    /// <summary>Status lines, errors and lengths are far shorter; also what an input buffer must at least hold.</summary>
    public const int LineBytesMax = 16 * 1024;

    /// <summary>Items of one reply, nested ones included: 24 MB of descriptors.</summary>
    public const int ItemsMax = 1 << 20;

    /// <summary>Deeper than any command answers.</summary>
    public const int DepthMax = 16;

    /// <summary>Taken at once for the items that a head announces; more only as they come.</summary>
    private const int ItemsAtOnce = 1024;

    private readonly Stack<Aggregate> _open = new();
    private byte[]? _bulk;
    private int _bulkFilled;
    private RespReplyKind _bulkKind;
    private int _verbatimPrefix;
    private int _items;

    /// <summary>What is wrong, once the input was malformed.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads on, to the end of one reply at most.</summary>
    /// <param name="input">What came and was not consumed before.</param>
    /// <param name="consumed">How much of it was understood; the rest is to be given again.</param>
    /// <param name="reply">The reply, once it is complete.</param>
    public RespReadStatus Read(ReadOnlySpan<byte> input, out int consumed, out RespReply reply)
    {
        consumed = 0;
        reply = default;
        while (Problem is null)
        {
            var step = _bulk is null
                ? ReadLine(input, ref consumed, out var value)
                : FillBulk(input, ref consumed, out value);
            if (step == Step.Stuck)
            {
                return Problem is null ? RespReadStatus.NeedsMore : RespReadStatus.Malformed;
            }

            if (step == Step.Value && Place(value, out reply))
            {
                _items = 0;
                return RespReadStatus.Complete;
            }
        }

        return RespReadStatus.Malformed;
    }

    private Step ReadLine(ReadOnlySpan<byte> input, ref int consumed, out RespReply value)
    {
        value = default;
        var rest = input[consumed..];
        var end = rest.IndexOf((byte)'\n');
        if (end < 0)
        {
            return rest.Length > LineBytesMax ? Fail("a line is too long") : Step.Stuck;
        }

        if (end < 2 || rest[end - 1] != '\r')
        {
            return Fail("a line does not end in CR LF");
        }

        consumed += end + 1;
        return Understand(rest[0], rest[1..(end - 1)], out value);
    }

    private Step Understand(byte type, ReadOnlySpan<byte> line, out RespReply value)
    {
        value = default;
        switch (type)
        {
            case (byte)'+':
                value = RespReply.OfBytes(RespReplyKind.SimpleString, line.ToArray());
                return Step.Value;
            case (byte)'-':
                value = RespReply.OfBytes(RespReplyKind.Error, line.ToArray());
                return Step.Value;
            case (byte)',' or (byte)'(':
                value = RespReply.OfBytes(RespReplyKind.Number, line.ToArray());
                return Step.Value;
            case (byte)':':
                var isNumber = TryParse(line, out var number);
                value = RespReply.OfInteger(number);
                return isNumber ? Step.Value : Fail("an integer has no number");
            case (byte)'#':
                value = RespReply.OfInteger(line is [(byte)'t'] ? 1 : 0);
                return line is [(byte)'t'] or [(byte)'f'] ? Step.Value : Fail("a truth value is neither t nor f");
            case (byte)'_':
                return line.IsEmpty ? Step.Value : Fail("a null has content");
            case (byte)'$' or (byte)'!' or (byte)'=':
                return StartBulk(type, line);
            case (byte)'*' or (byte)'~' or (byte)'%' or (byte)'>' or (byte)'|':
                return StartAggregate(type, line, out value);
            default:
                return Fail($"0x{type:x2} starts no reply");
        }
    }

    private Step StartBulk(byte type, ReadOnlySpan<byte> line)
    {
        if (!TryParse(line, out var length) || length < -1 || length > bulkBytesMax || (length < 0 && type != '$'))
        {
            return Fail($"a string of more than {bulkBytesMax} bytes, or of no length");
        }

        if (length < 0)
        {
            return Step.Value;
        }

        _bulk = length == 0 ? [] : GC.AllocateUninitializedArray<byte>((int)length);
        _bulkFilled = 0;
        _bulkKind = type == '!' ? RespReplyKind.Error : RespReplyKind.BulkString;
        _verbatimPrefix = type == '=' ? Math.Min(4, (int)length) : 0;
        return Step.Opened;
    }

    private Step FillBulk(ReadOnlySpan<byte> input, ref int consumed, out RespReply value)
    {
        value = default;
        var bulk = _bulk!;
        var taken = Math.Min(bulk.Length - _bulkFilled, input.Length - consumed);
        input.Slice(consumed, taken).CopyTo(bulk.AsSpan(_bulkFilled));
        _bulkFilled += taken;
        consumed += taken;
        var rest = input[consumed..];
        if (_bulkFilled < bulk.Length || rest.Length < 2)
        {
            return Step.Stuck;
        }

        if (!rest.StartsWith("\r\n"u8))
        {
            return Fail("a string is not followed by CR LF");
        }

        consumed += 2;
        value = RespReply.OfBytes(_bulkKind, _verbatimPrefix == 0 ? bulk : bulk[_verbatimPrefix..]);
        _bulk = null;
        return Step.Value;
    }

    private Step StartAggregate(byte type, ReadOnlySpan<byte> line, out RespReply value)
    {
        value = default;
        if (!TryParse(line, out var count) || count < -1 || count > ItemsMax || (count < 0 && type != '*'))
        {
            return Fail($"an aggregate of more than {ItemsMax} items, or of no length");
        }

        if (count < 0)
        {
            return Step.Value;
        }

        var length = (int)count * (type is (byte)'%' or (byte)'|' ? 2 : 1);
        _items += length;
        if (_items > ItemsMax || _open.Count >= DepthMax)
        {
            return Fail($"more than {ItemsMax} items or {DepthMax} levels in one reply");
        }

        var kind = type switch { (byte)'%' => RespReplyKind.Map, (byte)'>' => RespReplyKind.Push, _ => RespReplyKind.Array };
        if (length > 0)
        {
            _open.Push(new Aggregate(kind, length, isDropped: type == '|'));
            return Step.Opened;
        }

        value = RespReply.OfItems(kind, []);
        return type == '|' ? Step.Opened : Step.Value;
    }

    /// <summary>Puts a value where it belongs, closing each aggregate that it completes.</summary>
    /// <returns>Whether <paramref name="reply"/> is a whole reply now.</returns>
    private bool Place(RespReply value, out RespReply reply)
    {
        while (_open.TryPeek(out var aggregate))
        {
            aggregate.Add(value);
            if (!aggregate.IsComplete)
            {
                reply = default;
                return false;
            }

            _open.Pop();
            if (aggregate.IsDropped)
            {
                reply = default;
                return false;
            }

            value = aggregate.ToReply();
        }

        reply = value;
        return true;
    }

    private static bool TryParse(ReadOnlySpan<byte> digits, out long value) =>
        Utf8Parser.TryParse(digits, out value, out var consumed) && consumed == digits.Length;

    private Step Fail(string problem)
    {
        Problem = problem;
        return Step.Stuck;
    }

    private enum Step
    {
        /// <summary>The bytes at hand are used up, or malformed.</summary>
        Stuck,

        /// <summary>Something was understood that is no value yet.</summary>
        Opened,

        /// <summary>A value is complete.</summary>
        Value,
    }

    private sealed class Aggregate(RespReplyKind kind, int length, bool isDropped)
    {
        private RespReply[] _values = new RespReply[Math.Min(length, ItemsAtOnce)];
        private int _count;

        public bool IsComplete => _count == length;

        public bool IsDropped => isDropped;

        public void Add(RespReply value)
        {
            if (_count == _values.Length)
            {
                Array.Resize(ref _values, Math.Min(length, 2 * _values.Length));
            }

            _values[_count++] = value;
        }

        public RespReply ToReply() => RespReply.OfItems(kind, _values);
    }
}
