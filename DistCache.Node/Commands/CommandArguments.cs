using DistCache.Core.Protocol;

namespace DistCache.Node.Commands;

/// <summary>The arguments of one command, its name first, as views of the receive buffer: nothing is copied.</summary>
public readonly ref struct CommandArguments(ReadOnlySpan<byte> buffer, ReadOnlySpan<ArgumentRange> ranges)
{
    private readonly ReadOnlySpan<byte> _buffer = buffer;
    private readonly ReadOnlySpan<ArgumentRange> _ranges = ranges;

    /// <summary>How many there are, the name included; at least 1.</summary>
    public int Count => _ranges.Length;

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var range = _ranges[index];
            return _buffer.Slice(range.Start, range.Length);
        }
    }

    /// <summary>The arguments from one on, as if it were the name.</summary>
    public CommandArguments From(int index) => new(_buffer, _ranges[index..]);

    /// <summary>Whether an argument is this word, in any case.</summary>
    /// <param name="index">Which argument.</param>
    /// <param name="upperCaseWord">The word in upper-case ASCII.</param>
    public bool Is(int index, ReadOnlySpan<byte> upperCaseWord) => System.Text.Ascii.EqualsIgnoreCase(this[index], upperCaseWord);
}
