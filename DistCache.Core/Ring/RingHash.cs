using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Core.Ring;

/// <summary>Where nodes and slots stand on the ring: XXH3 (64 bit, seed 0) of their names.</summary>
/// <remarks>
/// Every process of every version must compute the same ring, so these bytes are a contract that a golden test pins. A node's token
/// hashes its id in UTF-8, a zero byte and the token's number (32 bit, little endian); a slot hashes a zero byte and its number.
/// </remarks>
public static class RingHash
{
    private const int NumberBytes = sizeof(uint);

    public static ulong OfToken(NodeId node, int number)
    {
        Span<byte> name = stackalloc byte[NodeId.LengthMax + 1 + NumberBytes];
        var length = WriteId(node, name);
        return OfToken(name, length, number);
    }

    public static ulong OfSlot(SlotId slot)
    {
        Span<byte> name = stackalloc byte[1 + NumberBytes];
        name[0] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(name[1..], (uint)slot.Value);
        return XxHash3.HashToUInt64(name);
    }

    /// <summary>Writes the tokens <c>0..tokens.Length-1</c> of a node.</summary>
    internal static void OfTokens(NodeId node, Span<ulong> tokens)
    {
        Span<byte> name = stackalloc byte[NodeId.LengthMax + 1 + NumberBytes];
        var length = WriteId(node, name);
        for (var number = 0; number < tokens.Length; number++)
        {
            tokens[number] = OfToken(name, length, number);
        }
    }

    private static int WriteId(NodeId node, Span<byte> name)
    {
        var length = Encoding.UTF8.GetBytes(node.Value, name);
        name[length] = 0;
        return length + 1;
    }

    private static ulong OfToken(Span<byte> name, int prefixLength, int number)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(name[prefixLength..], (uint)number);
        return XxHash3.HashToUInt64(name[..(prefixLength + NumberBytes)]);
    }
}
