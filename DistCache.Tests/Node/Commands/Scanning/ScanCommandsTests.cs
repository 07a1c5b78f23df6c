namespace DistCache.Tests.Node.Commands.Scanning;

public sealed class ScanCommandsTests : CommandTest
{
    [Fact]
    public void Scan_WithMatchAndCount_ReturnsAllThatMatch()
    {
        for (var i = 0; i < 500; i++)
        {
            Run($"SET key{i} 1");
        }

        var keys = new List<string>();
        var cursor = "0";
        do
        {
            var words = Run($"SCAN {cursor} MATCH key4* COUNT 20").Split(' ');
            cursor = words[2];
            keys.AddRange(words.Skip(4).Where(word => word.StartsWith("key")));
        }
        while (cursor != "0");
        keys.Count.ShouldBe(111);
        Run("SCAN 0 TYPE hash COUNT 1000").ShouldBe("*2 $1 0 *0");
    }
}
