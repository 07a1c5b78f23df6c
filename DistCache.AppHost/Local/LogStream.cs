namespace DistCache.AppHost.Local;

/// <summary>The one stream of lines that all processes write to, each line after the name of its process.</summary>
/// <param name="output">Takes the lines; written to by one thread at a time.</param>
/// <param name="nameWidth">Of the longest name.</param>
/// <param name="coloured">Whether each process has its own colour.</param>
internal sealed class LogStream(TextWriter output, int nameWidth, bool coloured)
{
    public const string OwnName = "apphost";

    private const string Reset = "\e[0m";

    /// <summary>ANSI foreground colours that can be told apart on dark and on light; red is left for what fails.</summary>
    private static readonly int[] Colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _colourOf = new(StringComparer.Ordinal);

    /// <summary>True where standard output is a terminal that shows colours and nobody asked for none (https://no-color.org).</summary>
    public static bool TerminalHasColours(IReadOnlyDictionary<string, string?> environment) =>
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(environment.GetValueOrDefault("NO_COLOR"))
        && environment.GetValueOrDefault("TERM") != "dumb";

    /// <summary>A line of one process.</summary>
    public void Write(string name, string line)
    {
        var padded = name.PadRight(nameWidth);
        lock (_lock)
        {
            output.WriteLine(coloured ? $"\e[{ColourOf(name)}m{padded} |{Reset} {line}" : $"{padded} | {line}");
        }
    }

    /// <summary>A line of the AppHost about its work.</summary>
    public void Say(string line) => Write(OwnName, line);

    /// <summary>Lines that are no one's: the table and the addresses.</summary>
    public void Print(IEnumerable<string> lines)
    {
        lock (_lock)
        {
            foreach (var line in lines)
            {
                output.WriteLine(line);
            }
        }
    }

    private int ColourOf(string name)
    {
        if (!_colourOf.TryGetValue(name, out var colour))
        {
            _colourOf[name] = colour = name == OwnName ? 1 : Colours[_colourOf.Count % Colours.Length];
        }

        return colour;
    }
}
