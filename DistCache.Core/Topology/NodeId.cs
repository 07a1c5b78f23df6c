namespace DistCache.Core.Topology;

/// <summary>The lasting name of a node, the same for every process that runs as that node: 1 to 64 of <c>A-Z a-z 0-9 . _ -</c>.</summary>
public readonly record struct NodeId : IComparable<NodeId>
{
    public const int LengthMax = 64;

    private readonly string? _value;

    /// <exception cref="ArgumentException"><paramref name="value"/> is not a valid name.</exception>
    public NodeId(string value)
    {
        if (!IsValid(value))
        {
            throw new ArgumentException($"'{value}' is no node id: 1 to {LengthMax} of the characters A-Z a-z 0-9 . _ - are.", nameof(value));
        }

        _value = value;
    }

    public string Value => _value ?? "";

    public static bool IsValid(string? value) =>
        value is { Length: > 0 and <= LengthMax } && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    public int CompareTo(NodeId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(NodeId left, NodeId right) => left.CompareTo(right) < 0;

    public static bool operator >(NodeId left, NodeId right) => left.CompareTo(right) > 0;

    public static bool operator <=(NodeId left, NodeId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(NodeId left, NodeId right) => left.CompareTo(right) >= 0;
}
