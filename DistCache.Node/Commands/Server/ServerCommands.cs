using System.Text;

namespace DistCache.Node.Commands.Server;

/// <summary><c>INFO</c>, <c>TIME</c> and <c>WAIT</c>.</summary>
public sealed class ServerCommands(InfoText information, TimeProvider clock)
{
    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("info", -1, CommandFlags.None, KeyPositions.None, Info),
        new("time", 1, CommandFlags.Fast, KeyPositions.None, Time),
        new("wait", 3, CommandFlags.None, KeyPositions.None, Wait),
    ];

    private void Info(in CommandContext context)
    {
        var sections = new List<string>();
        for (var i = 1; i < context.Arguments.Count; i++)
        {
            sections.Add(Encoding.UTF8.GetString(context.Arguments[i]));
        }

        context.Reply.Verbatim(information.Of(sections));
    }

    private void Time(in CommandContext context)
    {
        var microseconds = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        context.Reply.Array(2);
        context.Reply.BulkInteger(microseconds / 1_000_000);
        context.Reply.BulkInteger(microseconds % 1_000_000);
    }

    /// <summary>No replica acknowledges anything yet, and waiting would not change that.</summary>
    private static void Wait(in CommandContext context)
    {
        var arguments = context.Arguments;
        for (var i = 1; i < arguments.Count; i++)
        {
            if (!Numbers.TryInteger(arguments[i], out var number))
            {
                context.Reply.Error(i == 1 ? CommandErrors.NotAnInteger : "ERR timeout is not an integer or out of range");
                return;
            }

            if (number < 0 && i == 2)
            {
                context.Reply.Error("ERR timeout is negative");
                return;
            }
        }

        context.Reply.Integer(0);
    }
}
