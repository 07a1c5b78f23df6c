namespace DistCache.Tests.Node.Commands;

/// <summary>Random command lines, many right, some nonsense. Expiries are far away or long past, so that no clock decides.</summary>
internal sealed class ComparisonGenerator(Random random)
{
    /// <summary>Only short numbers come here: on long ones Redis's sums are less exact than ours.</summary>
    private const string FloatKey = "{k}float";

    private static readonly string[] Keys = ["{k}a", "{k}b", "{k}c", "{k}d", "{k}", "{k}long" + new string('x', 100)];

    private static readonly string[] Values =
    [
        "", "a", "hello", "0", "1", "-1", "10", "0010", "9223372036854775807", "-9223372036854775808", "1.5", "-0.25", "3e2", "abc def",
        "\r\n\0\u00ff", "100000000000", new string('v', 60), new string('w', 3000),
    ];

    private static readonly string[] Integers =
    [
        "0", "1", "-1", "5", "-5", "3", "100", "-100", "70", "x", "", "9223372036854775807", "-9223372036854775808", "1.5", "+1", " 1",
        "99999999999999999999",
    ];

    private static readonly string[] Offsets =
        ["0", "1", "2", "-1", "-2", "5", "-7", "40", "200", "x", "9223372036854775807", "-9223372036854775808", "16777216"];

    private static readonly string[] Floats = ["1", "0.5", "-1.25", "1e2", "x", "", "inf", "-inf", "nan", "0", "3.0", " 1"];

    private static readonly string[] RelativeSeconds =
        ["1000", "2000", "100000", "0", "-5", "x", "9223372036854775807", "-9223372036854775808", "9223372036854775"];

    private static readonly string[] AbsoluteSeconds = ["33000000000", "34000000000", "1", "0", "-5", "x", "9223372036854775807"];

    private static readonly string[] AbsoluteMs = ["33000000000000", "34000000000123", "1", "0", "-5", "x", "9223372036854775807"];

    private readonly string[] _readers = ["GET", "STRLEN", "TTL", "EXPIRETIME", "TYPE", "GETDEL", "PERSIST", "INCR", "DECR"];
    private readonly string[] _many = ["EXISTS", "TOUCH", "DEL", "UNLINK", "MGET"];

    public string[] Next() => random.Next(24) switch
    {
        0 or 1 or 2 => Set(),
        3 => [Pick(["SETNX", "GETSET", "APPEND"]), Key(), Value()],
        4 => [Pick(["SETEX", "PSETEX"]), Key(), Pick(["1000000", "0", "-1", "x", "9223372036854775807"]), Value()],
        5 => [Pick(["INCRBY", "DECRBY"]), Key(), Pick(Integers)],
        6 => [Pick(["INCRBYFLOAT", "INCRBYFLOAT", "SET"]), FloatKey, Pick(Floats)],
        7 => ["SETRANGE", Key(), Pick(Offsets), Value()],
        8 => [Pick(["GETRANGE", "SUBSTR"]), Key(), Pick(Offsets), Pick(Offsets)],
        9 => [Pick(["MSET", "MSETNX"]), .. Many(() => [Key(), Value()]), .. random.Next(10) == 0 ? new[] { Key() } : []],
        10 or 11 => [Pick(_many), .. Many(() => [Key()])],
        12 or 13 => [Pick(["EXPIRE", "PEXPIRE"]), Key(), Pick(RelativeSeconds), .. Conditions()],
        14 => ["EXPIREAT", Key(), Pick(AbsoluteSeconds), .. Conditions()],
        15 => ["PEXPIREAT", Key(), Pick(AbsoluteMs), .. Conditions()],
        16 => [Pick(["RENAME", "RENAMENX"]), Key(), Key()],
        17 => ["COPY", Key(), Key(), .. random.Next(2) == 0 ? new[] { "REPLACE" } : [], .. random.Next(8) == 0 ? Database() : []],
        18 => GetEx(),
        19 => ["OBJECT", Pick(["FREQ", "foo"]), Key(), .. random.Next(5) == 0 ? new[] { "x" } : []],
        20 => ["SCAN", Pick(["x", "0x", "1 "]), .. random.Next(2) == 0 ? new[] { "COUNT", "5" } : []],
        _ => [Pick(_readers), Key(), .. random.Next(40) == 0 ? new[] { "x" } : []],
    };

    private string[] Set()
    {
        List<string> words = [Pick(["SET", "set"]), Key(), Value()];
        for (var options = random.Next(4); options > 0; options--)
        {
            words.AddRange(random.Next(9) switch
            {
                0 => ["NX"],
                1 => ["xx"],
                2 => ["GET"],
                3 => ["KEEPTTL"],
                4 => ["EX", Pick(RelativeSeconds)],
                5 => ["PX", Pick(["5000000", "0", "x", "-1"])],
                6 => ["EXAT", Pick(AbsoluteSeconds)],
                7 => ["PXAT", Pick(AbsoluteMs)],
                _ => [Pick(["EX", "foo", "PERSIST", ""])],
            });
        }

        return [.. words];
    }

    private string[] GetEx()
    {
        List<string> words = ["GETEX", Key()];
        for (var options = random.Next(3); options > 0; options--)
        {
            words.AddRange(random.Next(6) switch
            {
                0 => ["PERSIST"],
                1 => ["EX", Pick(RelativeSeconds)],
                2 => ["PXAT", Pick(AbsoluteMs)],
                3 => ["EXAT", Pick(AbsoluteSeconds)],
                4 => ["NX"],
                _ => [Pick(["PX", "KEEPTTL"])],
            });
        }

        return [.. words];
    }

    private string[] Database() => [Pick(["DB", "x"]), "0"];

    private string[] Conditions() =>
        [.. Enumerable.Range(0, Math.Max(0, random.Next(5) - 2)).Select(_ => Pick(["NX", "XX", "GT", "lt", "foo"]))];

    private IEnumerable<string> Many(Func<string[]> make) => Enumerable.Range(0, 1 + random.Next(4)).SelectMany(_ => make());

    private string Key() => Pick(Keys);

    private string Value() => Pick(Values);

    private string Pick(string[] words) => words[random.Next(words.Length)];
}
