namespace DistCache.Core.Protocol;

/// <summary>Finds requests, multibulk or inline, in the bytes of one connection. Copies nothing and allocates nothing per request.</summary>
/// <remarks>
/// <para>
/// The caller keeps the bytes that were received and not yet consumed in one contiguous buffer and hands in all of them at every
/// call; what was understood of an unfinished request is kept between calls, so bytes are not looked at again.
/// </para>
/// <para>
/// A request over a limit is read past to its end, its bytes dropped as they come, so it costs no memory and the connection lives on.
/// Texts of errors are those of Redis.
/// </para>
/// </remarks>
public sealed class RespRequestParser(RequestLimits limits)
{
    private readonly ArgumentList _arguments = new();

    /// <summary>Arguments still to come of a multibulk request; -1 between requests.</summary>
    private int _missing = -1;

    /// <summary>Length of the argument whose bytes come next; -1 where its length comes next.</summary>
    private long _bulkLength = -1;

    /// <summary>Bytes of the unfinished request understood so far, from the start of the buffer.</summary>
    private int _position;

    private long _requestBytes;

    /// <summary>The arguments of the request found last, their offsets counted from the start of the bytes it was found in.</summary>
    public ReadOnlySpan<ArgumentRange> Arguments => _arguments.Ranges;

    /// <summary>Text of the error reply for <see cref="RequestOutcome.Malformed"/> and <see cref="RequestOutcome.TooLarge"/>, without its code.</summary>
    public string Error { get; private set; } = "";

    private bool IsDiscarding => Error.Length > 0;

    /// <summary>Looks for one request.</summary>
    /// <param name="buffer">All bytes received and not yet consumed. Inline requests are unquoted in place.</param>
    /// <param name="consumed">How many bytes from the start will not be needed again, whatever the outcome.</param>
    public RequestOutcome Parse(Span<byte> buffer, out int consumed)
    {
        if (_missing < 0)
        {
            Reset();
        }

        consumed = 0;
        while (_missing < 0)
        {
            var start = InlineRequest.SkipLineEnds(buffer, _position);
            _position = consumed = start;
            if (start == buffer.Length)
            {
                return Incomplete(ref consumed);
            }

            var found = buffer[start] == (byte)'*' ? ParseCount(buffer) : ParseInline(buffer);
            if (found is not null)
            {
                consumed = found == RequestOutcome.Incomplete ? start : _position;
                return found == RequestOutcome.Incomplete ? Incomplete(ref consumed) : found.Value;
            }
        }

        return ParseBulks(buffer, ref consumed);
    }

    private RequestOutcome ParseBulks(Span<byte> buffer, ref int consumed)
    {
        while (_missing > 0)
        {
            var isUnderstood = _bulkLength >= 0 ? TakeBulk(buffer) : TakeBulkLength(buffer);
            if (isUnderstood is null)
            {
                return RequestOutcome.Malformed;
            }

            if (isUnderstood == false)
            {
                consumed = IsDiscarding ? _position : consumed;
                return Incomplete(ref consumed);
            }
        }

        _missing = -1;
        consumed = _position;
        return IsDiscarding ? RequestOutcome.TooLarge : RequestOutcome.Complete;
    }

    /// <summary>Reads <c>*count</c>.</summary>
    /// <returns>Null when a request of at least one argument, or an empty one, has begun.</returns>
    private RequestOutcome? ParseCount(ReadOnlySpan<byte> buffer)
    {
        if (TakeNumber(buffer, "multibulk", "mbulk", RequestLimits.ArgumentsMax, out var count) is not { } isThere)
        {
            return RequestOutcome.Malformed;
        }

        _missing = isThere && count > 0 ? (int)count : -1;
        return isThere ? null : RequestOutcome.Incomplete;
    }

    /// <returns>Whether it was there; null when it is malformed.</returns>
    private bool? TakeBulkLength(ReadOnlySpan<byte> buffer)
    {
        if (_position < buffer.Length && buffer[_position] != (byte)'$')
        {
            Malformed($"expected '$', got '{(char)buffer[_position]}'");
            return null;
        }

        var isThere = TakeNumber(buffer, "bulk", "bulk", RequestLimits.DiscardedBulkBytesMax, out var length);
        if (isThere == true && length < 0)
        {
            Malformed("invalid bulk length");
            return null;
        }

        if (isThere == true)
        {
            _bulkLength = length;
            _requestBytes += length;
            CheckSize(length);
        }

        return isThere;
    }

    /// <param name="buffer">All bytes.</param>
    /// <param name="name">What Redis calls the number.</param>
    /// <param name="shortName">What Redis calls it when its line is too long.</param>
    /// <param name="max">The largest that is no mistake.</param>
    /// <param name="number">The number.</param>
    /// <returns>Whether it was there; null when it is malformed.</returns>
    private bool? TakeNumber(ReadOnlySpan<byte> buffer, string name, string shortName, long max, out long number)
    {
        var outcome = NumberLine.Read(buffer[_position..], out number, out var length);
        if (outcome == NumberLine.Outcome.Incomplete)
        {
            return false;
        }

        if (outcome != NumberLine.Outcome.Found || number > max)
        {
            Malformed(outcome == NumberLine.Outcome.TooLong ? $"too big {shortName} count string" : $"invalid {name} length");
            return null;
        }

        _position += length;
        return true;
    }

    private void CheckSize(long length)
    {
        if (!IsDiscarding && limits.Problem(length, _requestBytes) is { } problem)
        {
            Error = problem;
            _arguments.Clear();
        }
    }

    /// <returns>Whether it was there to its end; null when it does not end in CR LF.</returns>
    private bool? TakeBulk(ReadOnlySpan<byte> buffer)
    {
        var available = buffer.Length - _position;
        if (available < _bulkLength + 2)
        {
            if (IsDiscarding && _bulkLength > 0)
            {
                var dropped = (int)Math.Min(available, _bulkLength);
                _position += dropped;
                _bulkLength -= dropped;
            }

            return false;
        }

        var length = (int)_bulkLength;
        var end = _position + length;
        if (buffer[end] != (byte)'\r' || buffer[end + 1] != (byte)'\n')
        {
            Malformed("expected CR LF after a bulk");
            return null;
        }

        if (!IsDiscarding)
        {
            _arguments.Add(new ArgumentRange(_position, length));
        }

        _position = end + 2;
        _bulkLength = -1;
        _missing--;
        return true;
    }

    /// <returns>Null for a line without arguments.</returns>
    private RequestOutcome? ParseInline(Span<byte> buffer)
    {
        var rest = buffer[_position..];
        var length = rest.IndexOf((byte)'\n');
        if (length < 0 ? rest.Length > RequestLimits.LineBytesMax : length > RequestLimits.LineBytesMax)
        {
            return Malformed("too big inline request");
        }

        if (length < 0)
        {
            return RequestOutcome.Incomplete;
        }

        var start = _position;
        var line = rest[..length];
        for (var position = 0; InlineRequest.Next(line, ref position, out var argument) is var found && found != false;)
        {
            if (found is null)
            {
                return Malformed("unbalanced quotes in request");
            }

            _arguments.Add(argument with { Start = start + argument.Start });
        }

        _position = start + length + 1;
        return _arguments.Count > 0 ? RequestOutcome.Complete : null;
    }

    /// <summary>Offsets are counted from the start of what stays.</summary>
    private RequestOutcome Incomplete(ref int consumed)
    {
        _position -= consumed;
        if (consumed > 0)
        {
            _arguments.Rebase(consumed);
        }

        return RequestOutcome.Incomplete;
    }

    private RequestOutcome Malformed(string what)
    {
        Error = "Protocol error: " + what;
        _missing = -1;
        return RequestOutcome.Malformed;
    }

    private void Reset()
    {
        _arguments.Clear();
        _position = 0;
        _bulkLength = -1;
        _requestBytes = 0;
        Error = "";
    }
}
