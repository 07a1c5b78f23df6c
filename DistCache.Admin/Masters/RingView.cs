using System.Globalization;

namespace DistCache.Admin.Masters;

/// <summary>What the console reads of a master's <c>GET /ring</c>.</summary>
/// <param name="VirtualNodesPerWeight">Virtual nodes for each unit of a node's weight.</param>
/// <param name="Tokens">In the order of the circle.</param>
public sealed record RingView(int VirtualNodesPerWeight, IReadOnlyList<TokenView> Tokens)
{
    /// <summary>Each node's virtual nodes and the part of the circle that lies before them, ordered by id.</summary>
    public IReadOnlyList<RingShare> Shares()
    {
        var shares = new SortedDictionary<string, RingShare>(StringComparer.Ordinal);
        for (var i = 0; i < Tokens.Count; i++)
        {
            // Modulo 2^64, so that the first token's arc runs from the last one's across zero.
            var previous = Tokens[i == 0 ? Tokens.Count - 1 : i - 1];
            var arc = Tokens.Count == 1 ? 1 : unchecked(Tokens[i].Place - previous.Place) / Math.Pow(2, 64);
            var share = shares.GetValueOrDefault(Tokens[i].Node, new RingShare(Tokens[i].Node, 0, 0));
            shares[Tokens[i].Node] = share with { VirtualNodes = share.VirtualNodes + 1, Fraction = share.Fraction + arc };
        }

        return [.. shares.Values];
    }
}

/// <summary>A virtual node.</summary>
/// <param name="Position">Its place on the circle: 16 hexadecimal digits.</param>
/// <param name="Node">Whose it is.</param>
public sealed record TokenView(string Position, string Node)
{
    public ulong Place => ulong.Parse(Position, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

/// <summary>A node's part of the ring.</summary>
public sealed record RingShare(string Node, int VirtualNodes, double Fraction);
