using System.Text;

namespace DistCache.Node.Commands.Connection;

/// <summary>Names that clients give themselves: they end up in lines of <c>CLIENT LIST</c> and must not break them.</summary>
internal static class ClientName
{
    public const string Error = "ERR Client names cannot contain spaces, newlines or special characters.";

    /// <param name="bytes">As given; empty takes the name away.</param>
    /// <param name="name">The name.</param>
    /// <returns>False: it has characters that it must not have.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out string name)
    {
        var isValid = !bytes.ContainsAnyExceptInRange((byte)'!', (byte)'~');
        name = isValid ? Encoding.ASCII.GetString(bytes) : "";
        return isValid;
    }
}
