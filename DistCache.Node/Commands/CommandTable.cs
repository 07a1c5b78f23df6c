using System.Numerics;
using System.Text;

namespace DistCache.Node.Commands;

/// <summary>All commands of the node, found by name in any case without allocating.</summary>
public sealed class CommandTable
{
    private readonly CommandDefinition[] _commands;

    /// <summary>Open addressing over a power of two at least twice the number of commands; -1 is a free place.</summary>
    private readonly int[] _places;

    /// <exception cref="ArgumentException">Two commands share a name, or there are more than the statistics have room for.</exception>
    public CommandTable(IEnumerable<CommandDefinition> commands)
    {
        _commands = [.. commands];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_commands.Length, CommandStatistics.CommandsMax, nameof(commands));
        _places = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, _commands.Length * 2))];
        Array.Fill(_places, -1);
        for (var index = 0; index < _commands.Length; index++)
        {
            var name = Encoding.ASCII.GetBytes(_commands[index].Name);
            if (IndexOf(name) >= 0)
            {
                throw new ArgumentException($"There are two commands of the name {_commands[index].Name}.", nameof(commands));
            }

            _places[FreePlace(name)] = index;
        }
    }

    public int Count => _commands.Length;

    public ReadOnlySpan<CommandDefinition> All => _commands;

    public CommandDefinition this[int index] => _commands[index];

    /// <returns>Index of the command, or -1.</returns>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var place = FirstPlace(name); _places[place] >= 0; place = Next(place))
        {
            if (Ascii.EqualsIgnoreCase(name, _commands[_places[place]].Name))
            {
                return _places[place];
            }
        }

        return -1;
    }

    /// <returns>The command, or null.</returns>
    public CommandDefinition? Find(ReadOnlySpan<byte> name)
    {
        var index = IndexOf(name);
        return index < 0 ? null : _commands[index];
    }

    private int FreePlace(ReadOnlySpan<byte> name)
    {
        var place = FirstPlace(name);
        while (_places[place] >= 0)
        {
            place = Next(place);
        }

        return place;
    }

    private int Next(int place) => (place + 1) & (_places.Length - 1);

    private int FirstPlace(ReadOnlySpan<byte> name)
    {
        // FNV-1a; setting bit 5 makes both cases of a letter one.
        var hash = 2166136261u;
        foreach (var b in name)
        {
            hash = (hash ^ (b | 0x20u)) * 16777619u;
        }

        return (int)(hash ^ (hash >> 15)) & (_places.Length - 1);
    }
}
