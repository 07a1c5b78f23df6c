using DistCache.AppHost.Local;

namespace DistCache.Tests.AppHost.Local;

public sealed class LogStreamTests
{
    [Fact]
    public void Write_NoTerminal_PadsTheNameAndUsesNoColour() => Written(coloured: false).ShouldBe(["node-1   | a", "master-1 | b"]);

    [Fact]
    public void Write_Terminal_GivesEachProcessItsOwnColour() =>
        Written(coloured: true).ShouldBe(["\e[36mnode-1   |\e[0m a", "\e[33mmaster-1 |\e[0m b"]);

    [Fact]
    public void TerminalHasColours_OutputOfATest_IsNoTerminal() => LogStream.TerminalHasColours(new Dictionary<string, string?>()).ShouldBeFalse();

    private static string[] Written(bool coloured)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var log = new LogStream(output, nameWidth: 8, coloured);
        log.Write("node-1", "a");
        log.Write("master-1", "b");
        return output.ToString().TrimEnd().Split('\n');
    }
}
