using System.Text;
using DistCache.Core.Protocol;

namespace DistCache.Tests.Core.Protocol;

public sealed class RespReplyReaderTests
{
    public static TheoryData<string, string> Replies => new()
    {
        { "+OK\r\n", "OK" },
        { "-MOVED 1 a:1\r\n", "!MOVED 1 a:1" },
        { ":-12\r\n", "-12" },
        { "$5\r\nhello\r\n", "hello" },
        { "$0\r\n\r\n", "" },
        { "$4\r\n\r\n\r\n\r\n", "\r\n\r\n" },
        { "$-1\r\n", "null" },
        { "*-1\r\n", "null" },
        { "_\r\n", "null" },
        { "*0\r\n", "Array[]" },
        { "*5\r\n$3\r\nabc\r\n:1\r\n:2\r\n:-1\r\n$-1\r\n", "Array[abc,1,2,-1,null]" },
        { "*2\r\n*1\r\n*1\r\n+a\r\n+b\r\n", "Array[Array[Array[a]],b]" },
        { "%2\r\n+a\r\n:1\r\n+b\r\n#t\r\n", "Map[a,1,b,1]" },
        { "~1\r\n#f\r\n", "Array[0]" },
        { ",1.5\r\n", "1.5" },
        { "(123456789012345678901234567890\r\n", "123456789012345678901234567890" },
        { "=8\r\ntxt:text\r\n", "text" },
        { "!9\r\nERR no\r\nx\r\n", "!ERR no\r\nx" },
        { ">1\r\n+message\r\n", "Push[message]" },
        { "|1\r\n+ttl\r\n:3\r\n+OK\r\n", "OK" },
        { "*2\r\n|1\r\n+a\r\n*0\r\n:1\r\n:2\r\n", "Array[1,2]" },
    };

    [Theory]
    [MemberData(nameof(Replies))]
    public void Read_Whole_GivesTheReply(string wire, string expected) => ReadAll([wire]).ShouldBe([expected]);

    [Theory]
    [MemberData(nameof(Replies))]
    public void Read_SplitAtEachByte_GivesTheSame(string wire, string expected)
    {
        for (var at = 1; at < wire.Length; at++)
        {
            ReadAll([wire[..at], wire[at..]]).ShouldBe([expected], $"split at {at}");
        }
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public void Read_ByteByByteThreeInARow_GivesTheSame(string wire, string expected) =>
        ReadAll([.. (wire + wire + wire).Select(c => c.ToString())]).ShouldBe([expected, expected, expected]);

    [Theory]
    [InlineData("?\r\n")]
    [InlineData("\r\n")]
    [InlineData("+OK\n")]
    [InlineData(":\r\n")]
    [InlineData(":1x\r\n")]
    [InlineData("#x\r\n")]
    [InlineData("_x\r\n")]
    [InlineData("$101\r\n")]
    [InlineData("$-2\r\n")]
    [InlineData("!-1\r\n")]
    [InlineData("$?\r\n")]
    [InlineData("*1048577\r\n")]
    [InlineData("*-2\r\n")]
    [InlineData("%-1\r\n")]
    [InlineData("$1\r\nabc")]
    [InlineData("*2\r\n*1048575\r\n")]
    public void Read_WhatIsNoReply_IsMalformedForGood(string wire)
    {
        var reader = new RespReplyReader(bulkBytesMax: 100);

        reader.Read(Encoding.Latin1.GetBytes(wire), out _, out _).ShouldBe(RespReadStatus.Malformed);
        reader.Problem.ShouldNotBeNullOrEmpty();
        reader.Read("+OK\r\n"u8, out var consumed, out _).ShouldBe(RespReadStatus.Malformed);
        consumed.ShouldBe(0);
    }

    [Fact]
    public void Read_LineWithoutEnd_IsMalformedOnceItIsTooLong()
    {
        var reader = new RespReplyReader();

        reader.Read(new byte[RespReplyReader.LineBytesMax], out _, out _).ShouldBe(RespReadStatus.NeedsMore);
        reader.Read(new byte[RespReplyReader.LineBytesMax + 1], out _, out _).ShouldBe(RespReadStatus.Malformed);
    }

    [Fact]
    public void Read_NestedBeyondTheLimit_IsMalformed()
    {
        var wire = string.Concat(Enumerable.Repeat("*1\r\n", RespReplyReader.DepthMax + 1));

        new RespReplyReader().Read(Encoding.Latin1.GetBytes(wire), out _, out _).ShouldBe(RespReadStatus.Malformed);
    }

    [Fact]
    public void Read_ManyItems_GivesAllOfThem()
    {
        var wire = "*5000\r\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $":{i}\r\n"));

        new RespReplyReader().Read(Encoding.Latin1.GetBytes(wire), out var consumed, out var reply).ShouldBe(RespReadStatus.Complete);

        consumed.ShouldBe(wire.Length);
        reply.Items.Length.ShouldBe(5000);
        reply.Items[4999].Number.ShouldBe(4999);
    }

    [Theory]
    [InlineData(":5\r\n", true, 5)]
    [InlineData("$2\r\n-7\r\n", true, -7)]
    [InlineData("$2\r\n7x\r\n", false, 0)]
    [InlineData("$0\r\n\r\n", false, 0)]
    public void TryGetInteger_NumberOrItsDigits_GivesIt(string wire, bool expected, long value)
    {
        new RespReplyReader().Read(Encoding.Latin1.GetBytes(wire), out _, out var reply);

        reply.TryGetInteger(out var number).ShouldBe(expected);
        if (expected)
        {
            number.ShouldBe(value);
        }
    }

    private static List<string> ReadAll(IEnumerable<string> pieces)
    {
        var reader = new RespReplyReader();
        var rest = new List<byte>();
        var replies = new List<string>();
        foreach (var piece in pieces)
        {
            rest.AddRange(Encoding.Latin1.GetBytes(piece));
            RespReadStatus status;
            do
            {
                status = reader.Read([.. rest], out var consumed, out var reply);
                status.ShouldNotBe(RespReadStatus.Malformed, reader.Problem);
                rest.RemoveRange(0, consumed);
                if (status == RespReadStatus.Complete)
                {
                    replies.Add(Describe(reply));
                }
            }
            while (status == RespReadStatus.Complete);
        }

        rest.ShouldBeEmpty();
        return replies;
    }

    private static string Describe(RespReply reply) => reply.Kind switch
    {
        RespReplyKind.Error => "!" + reply.Text,
        RespReplyKind.Array or RespReplyKind.Map or RespReplyKind.Push =>
            $"{reply.Kind}[{string.Join(',', reply.Items.ToArray().Select(Describe))}]",
        _ => reply.ToString(),
    };
}
