using DistCache.Core.Protocol;

namespace DistCache.Master.Routing;

/// <summary>What <c>DC.SET</c> and <c>DC.DEL</c> answer.</summary>
/// <param name="IsDone">Whether the change was made.</param>
/// <param name="Version">After a change that was made, its own (none after a removal); else that of the entry as it is, none where there is none.</param>
public readonly record struct ChangeResult(bool IsDone, EntryVersion Version)
{
    /// <returns>False for a reply of another shape.</returns>
    public static bool TryRead(in RespReply reply, out ChangeResult result)
    {
        if (reply.Items is not [var done, var epoch, var sequence])
        {
            result = default;
            return false;
        }

        result = new ChangeResult(done.Number == 1, new EntryVersion(epoch.Number, sequence.Number));
        return true;
    }
}
