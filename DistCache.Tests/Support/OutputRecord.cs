using System.Collections.Immutable;

namespace DistCache.Tests.Support;

/// <summary>The lines a process wrote, and a way to await one that it will write.</summary>
public sealed class OutputRecord
{
    private readonly Lock _lock = new();
    private readonly List<(Func<string, bool> Matches, TaskCompletionSource<string> Found)> _awaited = [];

    public ImmutableList<string> Lines { get; private set; } = [];

    public void Add(string line)
    {
        lock (_lock)
        {
            Lines = Lines.Add(line);
            foreach (var (_, found) in _awaited.Where(one => one.Matches(line)).ToArray())
            {
                found.TrySetResult(line);
            }

            _awaited.RemoveAll(one => one.Found.Task.IsCompleted);
        }
    }

    /// <summary>Completes with the first line, written already or yet to come, that matches.</summary>
    /// <param name="matches">Says whether a line is the awaited one.</param>
    /// <param name="what">What is awaited, for the message of a failure.</param>
    /// <param name="within">The time limit.</param>
    /// <exception cref="TimeoutException">No such line came; the message holds all that did.</exception>
    public async Task<string> AwaitAsync(Func<string, bool> matches, string what, TimeSpan within)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (Lines.Find(line => matches(line)) is { } line)
            {
                return line;
            }

            _awaited.Add((matches, found));
        }

        try
        {
            return await found.Task.WaitAsync(within);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{what} did not come within {within.TotalSeconds:0} s. The output was:{Environment.NewLine}{this}");
        }
    }

    public override string ToString() => string.Join(Environment.NewLine, Lines);
}
