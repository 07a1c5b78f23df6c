using DistCache.Node.Commands;
using DistCache.Tests.Support;

namespace DistCache.Tests.Node.Commands;

/// <summary>The same commands to our commands and to a real redis-server: the replies are compared byte for byte.</summary>
/// <remarks>
/// Left out, because they differ and should: the order of <c>SCAN</c>, <c>KEYS</c> and <c>RANDOMKEY</c>; numbers of
/// <c>MEMORY USAGE</c> (another allocator); texts of <c>HELP</c> (they say what we have); <c>OBJECT ENCODING</c> after a change in
/// place (we name the encoding by the value alone); <c>OBJECT REFCOUNT</c> of small integers (Redis shares them);
/// <c>OBJECT IDLETIME</c> (the clock decides); sums of floating point numbers beyond 17 digits (ours are decimal); an empty or a
/// negative cursor (Redis takes it as some number, we refuse it); patterns against the empty key (<c>**</c> does not match it in Redis).
/// </remarks>
public sealed class RedisComparisonTests(RealRedis redis) : CommandTest, IClassFixture<RealRedis>
{
    private const int RandomCommands = 6000;

    public static TheoryData<string> Scripts => [.. ComparisonScripts.All.Select(script => script.Name)];

    [RequiresProgramTheory("redis-server")]
    [MemberData(nameof(Scripts))]
    public void Script_OnBoth_GivesTheSameReplies(string name)
    {
        redis.Run("FLUSHALL");
        foreach (var line in ComparisonScripts.All.Single(script => script.Name == name).Lines)
        {
            Compare(line.Split(' ').Select(word => word == "''" ? "" : word).ToArray());
        }

        CompareContents();
    }

    [RequiresProgramTheory("redis-server")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void RandomCommands_OnBoth_GiveTheSameReplies(int seed)
    {
        redis.Run("FLUSHALL");
        var lines = new ComparisonGenerator(new Random(seed));
        for (var i = 0; i < RandomCommands; i++)
        {
            Compare(lines.Next());
        }

        CompareContents();
    }

    [RequiresProgramFact("redis-server")]
    public void Definitions_OfRedissCommands_AreThoseOfRedis()
    {
        foreach (var command in Node.Commands.Where(command => !command.Name.StartsWith("dc.")))
        {
            var words = redis.Run("COMMAND", "INFO", command.Name).Split("\r\n");
            var numbers = words.Where(word => word.StartsWith(':')).Select(word => int.Parse(word[1..])).Take(4).ToArray();
            numbers[0].ShouldBe(command.Arity, command.Name);
            if (command.Name is "object" or "memory")
            {
                continue; // Redis describes the keys of each subcommand apart.
            }

            numbers[1..].ShouldBe([command.Keys.First, command.Keys.Last, command.Keys.Step], command.Name);
            var flags = words.TakeWhile(word => !word.StartsWith(":" + command.Keys.First) || word == ":" + command.Arity).ToList();
            flags.Contains("+write").ShouldBe(command.Flags.HasFlag(CommandFlags.Write), command.Name);
            flags.Contains("+readonly").ShouldBe(command.Flags.HasFlag(CommandFlags.ReadOnly), command.Name);
            flags.Contains("+denyoom").ShouldBe(command.Flags.HasFlag(CommandFlags.DenyOom), command.Name);
            flags.Contains("+fast").ShouldBe(command.Flags.HasFlag(CommandFlags.Fast), command.Name);
        }
    }

    [RequiresProgramFact("redis-server")]
    public void Patterns_AgainstKeys_MatchAsInRedis()
    {
        redis.Run("FLUSHALL");
        var random = new Random(5);
        string Word(string characters, int lengthMax) =>
            string.Concat(Enumerable.Range(0, random.Next(lengthMax)).Select(_ => characters[random.Next(characters.Length)]));
        for (var i = 0; i < 300; i++)
        {
            var key = "a" + Word("abc-]^\\*", 6);
            Compare("SET", key, "1");
        }

        for (var i = 0; i < 2000; i++)
        {
            var pattern = Word("a*?", 2) + Word("abc-*?[]^\\", 8);
            Sorted(Node.Run("KEYS", pattern)).ShouldBe(Sorted(redis.Run("KEYS", pattern)), $"pattern {pattern}");
        }
    }

    private void Compare(params string[] words)
    {
        Node.NowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var expected = redis.Run(words);
        Node.Run(words).ShouldBe(expected, string.Join(' ', words));
    }

    private void CompareContents()
    {
        Compare("DBSIZE");
        var keys = Node.Run("KEYS", "*");
        Sorted(keys).ShouldBe(Sorted(redis.Run("KEYS", "*")));
        foreach (var key in keys.Split("\r\n").Where(line => line.Length > 0 && line[0] is not ('*' or '$')))
        {
            Compare("GET", key);
            Compare("EXPIRETIME", key);
        }
    }

    private static IEnumerable<string> Sorted(string reply) => reply.Split("\r\n").Order(StringComparer.Ordinal);
}
