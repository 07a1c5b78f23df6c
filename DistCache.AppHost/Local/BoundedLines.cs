namespace DistCache.AppHost.Local;

/// <summary>Splits a child's output into lines, however long the child makes them.</summary>
internal static class BoundedLines
{
    /// <summary>A longer line is handed on in pieces of this many characters: no child can fill the supervisor's memory.</summary>
    public const int LineCharsMax = 16 * 1024;

    /// <summary>Hands on each line until the end of the input, an unfinished last one too.</summary>
    public static async Task PumpAsync(TextReader input, Action<string> take)
    {
        var buffer = new char[LineCharsMax];
        var filled = 0;
        while (await ReadAsync(input, buffer.AsMemory(filled)) is var read and > 0)
        {
            filled = TakeLines(buffer, filled + read, take);
        }

        if (filled > 0)
        {
            take(new string(buffer, 0, filled));
        }
    }

    /// <summary>Returns how many characters of an unfinished line remain at the start of the buffer.</summary>
    private static int TakeLines(char[] buffer, int filled, Action<string> take)
    {
        var rest = buffer.AsSpan(0, filled);
        while (rest.IndexOf('\n') is var end and >= 0)
        {
            take(new string(rest[..end].TrimEnd('\r')));
            rest = rest[(end + 1)..];
        }

        if (rest.Length == buffer.Length)
        {
            take(new string(rest));
            rest = [];
        }

        rest.CopyTo(buffer);
        return rest.Length;
    }

    /// <summary>A pipe that breaks is at its end.</summary>
    private static async ValueTask<int> ReadAsync(TextReader input, Memory<char> buffer)
    {
        try
        {
            return await input.ReadAsync(buffer);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
