using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;
using DistCache.Core.Hashing;

namespace DistCache.Core.Topology;

/// <summary>The topology as one compact binary record: what the coordinator keeps and nodes are sent.</summary>
/// <remarks>
/// Layout, integers little-endian, <c>varint</c> as in LEB128 and text as varint length and UTF-8: magic <c>DCTP</c>, format version
/// (1 byte), cluster id, epoch, virtual nodes, members, the distinct slot assignments, then runs (length, assignment number) that
/// cover all slots in order, and a CRC-32 (4 bytes) of everything before it.
/// </remarks>
public static class TopologyCodec
{
    private const byte FormatVersion = 1;

    /// <summary>Above any real cluster: refuses a garbled count before memory is reserved for it.</summary>
    private const int MembersMax = 10_000;

    private const int CopiesMax = 16;

    private static ReadOnlySpan<byte> Magic => "DCTP"u8;

    public static byte[] Encode(ClusterTopology topology)
    {
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        output.Write(Magic);
        output.Write([FormatVersion]);
        WriteText(output, topology.ClusterId);
        WriteVarint(output, topology.Epoch.Value);
        WriteVarint(output, (ulong)topology.VirtualNodes);
        WriteVarint(output, (ulong)topology.Members.Length);
        foreach (var member in topology.Members)
        {
            WriteMember(output, member);
        }

        WriteSlots(output, topology.Slots);
        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32.HashToUInt32(output.WrittenSpan));
        output.Write(checksum);
        return output.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no topology, are damaged, or have a format this version does not know.</exception>
    public static ClusterTopology Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Magic.Length + 5 || !bytes.StartsWith(Magic))
        {
            throw new InvalidDataException("These bytes are no topology record.");
        }

        var body = bytes[..^4];
        if (Crc32.HashToUInt32(body) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]))
        {
            throw new InvalidDataException("The topology record is damaged: its checksum does not match.");
        }

        if (body[Magic.Length] != FormatVersion)
        {
            throw new InvalidDataException($"The topology record has format {body[Magic.Length]}; this version reads format {FormatVersion}.");
        }

        var rest = body[(Magic.Length + 1)..];
        try
        {
            var clusterId = ReadText(ref rest);
            var epoch = new Epoch(ReadVarint(ref rest));
            var virtualNodes = ReadCount(ref rest, int.MaxValue);
            var members = ReadMembers(ref rest);
            return new ClusterTopology(clusterId, epoch, virtualNodes, members, ReadSlots(ref rest));
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The topology record contradicts itself: {e.Message}", e);
        }
    }

    private static void WriteMember(ArrayBufferWriter<byte> output, Member member)
    {
        WriteText(output, member.Id.Value);
        WriteVarint(output, member.Incarnation.Value);
        WriteText(output, member.Host);
        WriteVarint(output, (ulong)member.RespPort);
        WriteVarint(output, (ulong)member.HttpPort);
        WriteVarint(output, (ulong)member.Weight);
        WriteText(output, member.Zone);
    }

    private static ImmutableArray<Member> ReadMembers(ref ReadOnlySpan<byte> rest)
    {
        var members = ImmutableArray.CreateBuilder<Member>(ReadCount(ref rest, MembersMax));
        while (members.Count < members.Capacity)
        {
            members.Add(new Member(
                new NodeId(ReadText(ref rest)),
                new Incarnation(ReadVarint(ref rest)),
                ReadText(ref rest),
                ReadCount(ref rest, ushort.MaxValue),
                ReadCount(ref rest, ushort.MaxValue),
                ReadCount(ref rest, Member.WeightMax),
                ReadText(ref rest)));
        }

        return members.MoveToImmutable();
    }

    private static void WriteSlots(ArrayBufferWriter<byte> output, ImmutableArray<SlotAssignment> slots)
    {
        var numbers = new Dictionary<SlotAssignment, int>();
        foreach (var slot in slots)
        {
            numbers.TryAdd(slot, numbers.Count);
        }

        WriteVarint(output, (ulong)numbers.Count);
        foreach (var assignment in numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key))
        {
            WriteVarint(output, assignment.Epoch.Value);
            WriteVarint(output, (ulong)assignment.Copies.Length);
            foreach (var copy in assignment.Copies)
            {
                WriteVarint(output, (ulong)copy.MemberIndex);
                output.Write([(byte)copy.Role]);
            }
        }

        for (var start = 0; start < slots.Length;)
        {
            var end = start + 1;
            while (end < slots.Length && slots[end].Equals(slots[start]))
            {
                end++;
            }

            WriteVarint(output, (ulong)(end - start));
            WriteVarint(output, (ulong)numbers[slots[start]]);
            start = end;
        }
    }

    private static ImmutableArray<SlotAssignment> ReadSlots(ref ReadOnlySpan<byte> rest)
    {
        var assignments = new SlotAssignment[ReadCount(ref rest, SlotId.SlotCount)];
        for (var i = 0; i < assignments.Length; i++)
        {
            assignments[i] = ReadAssignment(ref rest);
        }

        var slots = ImmutableArray.CreateBuilder<SlotAssignment>(SlotId.SlotCount);
        while (slots.Count < SlotId.SlotCount)
        {
            var length = ReadCount(ref rest, SlotId.SlotCount - slots.Count);
            var number = ReadCount(ref rest, assignments.Length - 1);
            if (length == 0)
            {
                throw new InvalidDataException("The topology record has an empty run of slots.");
            }

            for (var i = 0; i < length; i++)
            {
                slots.Add(assignments[number]);
            }
        }

        return slots.MoveToImmutable();
    }

    private static SlotAssignment ReadAssignment(ref ReadOnlySpan<byte> rest)
    {
        var epoch = new Epoch(ReadVarint(ref rest));
        var copies = new SlotCopy[ReadCount(ref rest, CopiesMax)];
        for (var i = 0; i < copies.Length; i++)
        {
            var index = ReadCount(ref rest, MembersMax);
            var role = (CopyRole)ReadCount(ref rest, (int)CopyRole.Syncing);
            copies[i] = new SlotCopy(index, role);
        }

        return new SlotAssignment(epoch, [.. copies]);
    }

    private static void WriteVarint(ArrayBufferWriter<byte> output, ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        var length = 0;
        while (value >= 0x80)
        {
            bytes[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[length++] = (byte)value;
        output.Write(bytes[..length]);
    }

    private static ulong ReadVarint(ref ReadOnlySpan<byte> rest)
    {
        var value = 0UL;
        for (var i = 0; i < 10 && i < rest.Length; i++)
        {
            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("The topology record ends in the middle of a number.");
    }

    private static int ReadCount(ref ReadOnlySpan<byte> rest, int max)
    {
        var value = ReadVarint(ref rest);
        return value <= (ulong)Math.Max(0, max)
            ? (int)value
            : throw new InvalidDataException($"The topology record says {value} where at most {max} can be.");
    }

    private static void WriteText(ArrayBufferWriter<byte> output, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        WriteVarint(output, (ulong)bytes.Length);
        output.Write(bytes);
    }

    private static string ReadText(ref ReadOnlySpan<byte> rest)
    {
        var length = ReadCount(ref rest, rest.Length);
        if (length > rest.Length)
        {
            throw new InvalidDataException("The topology record ends in the middle of a text.");
        }

        var text = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];
        return text;
    }
}
