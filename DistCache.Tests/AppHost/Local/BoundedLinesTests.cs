using DistCache.AppHost.Local;

namespace DistCache.Tests.AppHost.Local;

public sealed class BoundedLinesTests
{
    [Fact]
    public async Task PumpAsync_LinesOfBothKinds_HandsOnEachAndAnUnfinishedLastOne() =>
        (await PumpAsync("one\ntwo\r\n\nlast")).ShouldBe(["one", "two", "", "last"]);

    [Fact]
    public async Task PumpAsync_EndlessLine_HandsItOnInPieces()
    {
        var pieces = await PumpAsync(new string('x', (2 * BoundedLines.LineCharsMax) + 3) + "\nnext");

        pieces.Select(piece => piece.Length).ShouldBe([BoundedLines.LineCharsMax, BoundedLines.LineCharsMax, 3, 4]);
    }

    private static async Task<List<string>> PumpAsync(string text)
    {
        var lines = new List<string>();
        await BoundedLines.PumpAsync(new StringReader(text), lines.Add);
        return lines;
    }
}
