using System.Text;
using DistCache.Core.Protocol;

namespace DistCache.Tests.Core.Protocol;

public sealed class RespRequestParserTests
{
    private static readonly RequestLimits Small = new(BulkBytesMax: 100);

    /// <summary>Input, and the requests in it: arguments joined by a bar, requests by a line feed.</summary>
    public static TheoryData<string, string> WellFormed => new()
    {
        { "*1\r\n$4\r\nPING\r\n", "PING" },
        { "*2\r\n$3\r\nGET\r\n$3\r\nk\r\n\r\n", "GET|k\r\n" },
        { "*3\r\n$3\r\nSET\r\n$0\r\n\r\n$1\r\nv\r\n*1\r\n$4\r\nPING\r\n", "SET||v\nPING" },
        { "*0\r\n*-1\r\n*1\r\n$1\r\na\r\n", "a" },
        { "PING\r\n", "PING" },
        { "PING\n\r\n   \r\nECHO  hi \r\n*1\r\n$1\r\na\r\nQUIT\n", "PING\nECHO|hi\na\nQUIT" },
        { "set k \"a b\\x41\\n\\\"\"\r\n", "set|k|a bA\n\"" },
        { "set k 'it\\'s \\n' \"\"\r\n", "set|k|it's \\n|" },
        { "a\tb\r\n", "a|b" },
        { "\r\n\r\nPING\r\n", "PING" },
        { "*2\r\n$12\r\n123456789012\r\n$1\r\n*\r\n", "123456789012|*" },
    };

    public static TheoryData<string, string> Broken => new()
    {
        { "*1048577\r\n", "Protocol error: invalid multibulk length" },
        { "*abc\r\n", "Protocol error: invalid multibulk length" },
        { "*99999999999999999999\r\n", "Protocol error: invalid multibulk length" },
        { "*\r\n", "Protocol error: invalid multibulk length" },
        { "*01\r\n", "Protocol error: invalid multibulk length" },
        { "*1\r\nx", "Protocol error: expected '$', got 'x'" },
        { "*1\r\n:1\r\n", "Protocol error: expected '$', got ':'" },
        { "*1\r\n$-1\r\n", "Protocol error: invalid bulk length" },
        { "*1\r\n$536870913\r\n", "Protocol error: invalid bulk length" },
        { "*1\r\n$x\r\n", "Protocol error: invalid bulk length" },
        { "*1\r\n$1\r\nabc", "Protocol error: expected CR LF after a bulk" },
        { "set k \"a\r\n", "Protocol error: unbalanced quotes in request" },
        { "set k \"a\"b\r\n", "Protocol error: unbalanced quotes in request" },
        { "set k 'a\\'\r\n", "Protocol error: unbalanced quotes in request" },
        { new string('a', RequestLimits.LineBytesMax + 1), "Protocol error: too big inline request" },
        { "*" + new string('1', RequestLimits.LineBytesMax + 1), "Protocol error: too big mbulk count string" },
        { "*1\r\n$" + new string('1', RequestLimits.LineBytesMax + 1), "Protocol error: too big bulk count string" },
    };

    [Theory]
    [MemberData(nameof(WellFormed))]
    public void Parse_WellFormed_FindsTheSameHoweverItIsSplit(string input, string expected)
    {
        var bytes = Encoding.Latin1.GetBytes(input);
        Run(Small, bytes).ShouldBe(expected, "whole");
        Run(Small, [.. bytes.Select(b => new[] { b })]).ShouldBe(expected, "byte by byte");
        for (var split = 1; split < bytes.Length; split++)
        {
            Run(Small, bytes[..split], bytes[split..]).ShouldBe(expected, $"split at {split}");
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Parse_Broken_SaysWhatRedisSays(string input, string error)
    {
        var bytes = Encoding.Latin1.GetBytes(input);
        Run(Small, bytes).ShouldBe("!" + error);
        Run(Small, bytes[..(bytes.Length / 2)], bytes[(bytes.Length / 2)..]).ShouldBe("!" + error);
        if (bytes.Length < 1000)
        {
            Run(Small, [.. bytes.Select(b => new[] { b })]).ShouldBe("!" + error);
        }
    }

    [Fact]
    public void Parse_ArgumentOverTheLimit_IsReadPastAndTheNextRequestFound()
    {
        var input = Encoding.Latin1.GetBytes($"*3\r\n$3\r\nSET\r\n$101\r\n{new string('x', 101)}\r\n$1\r\nv\r\n*1\r\n$4\r\nPING\r\n");
        const string expected = "?argument of 101 bytes is longer than the limit of 100 bytes\nPING";

        Run(Small, input).ShouldBe(expected);
        Run(Small, [.. input.Select(b => new[] { b })]).ShouldBe(expected);
        for (var split = 1; split < input.Length; split++)
        {
            Run(Small, input[..split], input[split..]).ShouldBe(expected, $"split at {split}");
        }
    }

    [Fact]
    public void Parse_ArgumentOverTheLimit_KeepsNoneOfItsBytes()
    {
        var parser = new RespRequestParser(Small);
        var head = "*1\r\n$400000000\r\n"u8.ToArray();
        parser.Parse(head, out var consumed).ShouldBe(RequestOutcome.Incomplete);
        consumed.ShouldBe(head.Length);
        var chunk = new byte[1000];
        for (var i = 0; i < 1000; i++)
        {
            parser.Parse(chunk, out consumed).ShouldBe(RequestOutcome.Incomplete);
            consumed.ShouldBe(chunk.Length);
        }
    }

    [Fact]
    public void Parse_RequestOverTheLimitInAll_IsReadPast()
    {
        var limits = new RequestLimits(100) { RequestBytesMax = 150 };
        var argument = $"$100\r\n{new string('x', 100)}\r\n";

        Run(limits, Encoding.Latin1.GetBytes($"*3\r\n{argument}{argument}{argument}PING\r\n"))
            .ShouldBe("?request of 200 bytes and more is longer than the limit of 150 bytes\nPING");
    }

    [Fact]
    public void Parse_ManyAnnouncedArguments_ReservesForThoseThatCame()
    {
        var parser = new RespRequestParser(Small);
        var before = GC.GetAllocatedBytesForCurrentThread();
        parser.Parse("*1048576\r\n$1\r\na\r\n"u8.ToArray(), out _).ShouldBe(RequestOutcome.Incomplete);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000);
    }

    [Fact]
    public void Parse_ManyRequests_AllocatesNothing()
    {
        var parser = new RespRequestParser(Small);
        var request = "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$5\r\nvalue\r\n"u8.ToArray();
        parser.Parse(request, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            parser.Parse(request, out _);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parse_Garbage_NeverThrowsAndNeverKeepsMoreThanItMay(int seed)
    {
        var random = new Random(seed);
        var alphabet = "*$:+-0123456789\r\n\r\n\"'\\ xGETSETPING\0"u8.ToArray();
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = random.GetItems(alphabet, random.Next(1, 300));
            var chunks = new List<byte[]>();
            for (var start = 0; start < bytes.Length;)
            {
                var length = Math.Min(random.Next(1, 40), bytes.Length - start);
                chunks.Add(bytes[start..(start + length)]);
                start += length;
            }

            var whole = Run(Small, bytes);
            Run(Small, [.. chunks]).ShouldBe(whole, $"seed {seed}, round {round}: {Convert.ToHexString(bytes)}");
        }
    }

    /// <summary>Feeds chunks as a connection would and writes down what came out of it.</summary>
    private static string Run(RequestLimits limits, params byte[][] chunks)
    {
        var parser = new RespRequestParser(limits);
        var found = new List<string>();
        byte[] pending = [];
        foreach (var chunk in chunks)
        {
            pending = [.. pending, .. chunk];
            var outcome = RequestOutcome.Complete;
            while (outcome is RequestOutcome.Complete or RequestOutcome.TooLarge)
            {
                outcome = parser.Parse(pending, out var consumed);
                consumed.ShouldBeInRange(0, pending.Length);
                if (outcome == RequestOutcome.Malformed)
                {
                    return string.Join('\n', [.. found, "!" + parser.Error]);
                }

                if (outcome != RequestOutcome.Incomplete)
                {
                    found.Add(outcome == RequestOutcome.TooLarge ? "?" + parser.Error : Show(parser, pending));
                }

                pending = pending[consumed..];
            }
        }

        return string.Join('\n', found);
    }

    private static string Show(RespRequestParser parser, byte[] buffer) =>
        string.Join('|', parser.Arguments.ToArray().Select(range => Encoding.Latin1.GetString(buffer, range.Start, range.Length)));
}
