using System.Globalization;

namespace DistCache.Tests.Simulation;

/// <summary>What happened in a run: always as a hash, to compare two runs by; as text only where it is wanted, and only the end of it.</summary>
public sealed class SimulationTrace(VirtualTime time, bool keepsText)
{
    private const int LinesMax = 400;

    private readonly Queue<string> _lines = new();

    /// <summary>FNV-1a of everything noted.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    public void Note(string what, string who = "", long a = 0, long b = 0)
    {
        Mix((ulong)time.Now.Ticks);
        Mix(what);
        Mix(who);
        Mix((ulong)a);
        Mix((ulong)b);
        if (keepsText)
        {
            _lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{time.Now.TotalSeconds,9:F4} {who,-9} {what} {a} {b}"));
            if (_lines.Count > LinesMax)
            {
                _lines.Dequeue();
            }
        }
    }

    public override string ToString() => string.Join('\n', _lines);

    private void Mix(string text)
    {
        foreach (var c in text)
        {
            Mix(c);
        }
    }

    private void Mix(ulong value) => Hash = (Hash ^ value) * 1099511628211;
}
