using System.Buffers;

namespace DistCache.Core.Coordination;

/// <summary>
/// What is a valid name: one or more parts with <c>/</c> between them, each of the characters A-Z a-z 0-9 . _ - and not <c>.</c> or
/// <c>..</c>, together at most <see cref="LengthMax"/> characters. A folder is named in the same way, or <c>""</c> for the topmost.
/// </summary>
public static class DocumentPath
{
    /// <summary>Room for a folder and two ids of the longest kind.</summary>
    public const int LengthMax = 256;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static bool IsValid(ReadOnlySpan<char> name)
    {
        foreach (var range in name.Split('/'))
        {
            var part = name[range];
            if (part is "" or "." or ".." || part.ContainsAnyExcept(Allowed))
            {
                return false;
            }
        }

        return name.Length <= LengthMax;
    }

    /// <summary>What stands before the last slash; <c>""</c> where there is none.</summary>
    public static string FolderOf(string name) => name[..Math.Max(0, name.LastIndexOf('/'))];

    /// <exception cref="ArgumentException"><paramref name="name"/> is not valid.</exception>
    public static void ThrowIfInvalidName(string name)
    {
        if (!IsValid(name))
        {
            throw new ArgumentException($"'{name}' is no document name: parts of A-Z a-z 0-9 . _ - with / between them, together at most {LengthMax} characters, are.", nameof(name));
        }
    }

    /// <exception cref="ArgumentException"><paramref name="folder"/> is neither valid nor <c>""</c>.</exception>
    public static void ThrowIfInvalidFolder(string folder)
    {
        if (folder is not "")
        {
            ThrowIfInvalidName(folder);
        }
    }
}
