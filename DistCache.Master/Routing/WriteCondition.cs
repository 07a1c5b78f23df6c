using DistCache.Master.Nodes;

namespace DistCache.Master.Routing;

/// <summary>What must be so for a change to be made.</summary>
public enum WriteConditionKind : byte
{
    None,

    /// <summary>There is an entry.</summary>
    Present,

    /// <summary>There is none.</summary>
    Absent,

    /// <summary>The entry has this version.</summary>
    Version,
}

/// <summary>The condition of a change, and the version where it names one.</summary>
public readonly record struct WriteCondition(WriteConditionKind Kind, EntryVersion Version = default)
{
    /// <summary>How many arguments of a command it takes.</summary>
    public int ArgumentCount => Kind switch { WriteConditionKind.None => 0, WriteConditionKind.Version => 3, _ => 1 };

    public void WriteTo(CommandBuffer buffer)
    {
        switch (Kind)
        {
            case WriteConditionKind.Present:
                buffer.Argument("IFANY"u8);
                break;
            case WriteConditionKind.Absent:
                buffer.Argument("IFNONE"u8);
                break;
            case WriteConditionKind.Version:
                buffer.Argument("IFMATCH"u8);
                buffer.Argument(Version.Epoch);
                buffer.Argument(Version.Sequence);
                break;
            default:
                break;
        }
    }
}
