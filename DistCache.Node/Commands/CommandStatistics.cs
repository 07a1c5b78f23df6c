namespace DistCache.Node.Commands;

/// <summary>How often each command ran, how long it took, how often it was refused. By the command's index in the table.</summary>
/// <remarks>Counted in several stripes, by thread, so that event loops do not fight over a cache line; a reading sums them up.</remarks>
public sealed class CommandStatistics(int commandCount = CommandStatistics.CommandsMax)
{
    /// <summary>More commands than there are.</summary>
    public const int CommandsMax = 256;

    /// <summary>A power of two, more than the event loops of most machines.</summary>
    private const int Stripes = 16;

    /// <summary>Longs in a cache line; keeps stripes from sharing one.</summary>
    private const int Padding = 8;

    private readonly Counters[][] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new Counters[commandCount + Padding])];

    /// <param name="command">Index of the command.</param>
    /// <param name="ticks">How long it took, parsing included, in ticks of the clock's timestamp.</param>
    public void Ran(int command, long ticks)
    {
        ref var counters = ref Mine(command);
        Interlocked.Increment(ref counters.Calls);
        Interlocked.Add(ref counters.Ticks, ticks);
    }

    /// <summary>Refused before it ran: wrong arity, another node's slot, keys over a limit.</summary>
    public void Rejected(int command) => Interlocked.Increment(ref Mine(command).Rejections);

    /// <summary>Its handler threw.</summary>
    public void Failed(int command) => Interlocked.Increment(ref Mine(command).Failures);

    public CommandCounts Of(int command)
    {
        var sum = default(CommandCounts);
        foreach (var stripe in _stripes)
        {
            ref var counters = ref stripe[command];
            sum = new CommandCounts(
                sum.Calls + Volatile.Read(ref counters.Calls),
                sum.Ticks + Volatile.Read(ref counters.Ticks),
                sum.Rejections + Volatile.Read(ref counters.Rejections),
                sum.Failures + Volatile.Read(ref counters.Failures));
        }

        return sum;
    }

    /// <summary>Calls of all commands together.</summary>
    public long TotalCalls()
    {
        var total = 0L;
        for (var command = 0; command < commandCount; command++)
        {
            total += Of(command).Calls;
        }

        return total;
    }

    public void Reset()
    {
        foreach (var stripe in _stripes)
        {
            Array.Clear(stripe);
        }
    }

    private ref Counters Mine(int command) => ref _stripes[Environment.CurrentManagedThreadId & (Stripes - 1)][command];

    private struct Counters
    {
        public long Calls;
        public long Ticks;
        public long Rejections;
        public long Failures;
    }
}
