namespace DistCache.Master.Api;

/// <summary>Reads a request's body whole, up to a limit.</summary>
public static class RequestBody
{
    /// <summary>Taken at once; more only as the bytes come, whatever length the request announces.</summary>
    private const int BytesAtOnce = 64 * 1024;

    /// <returns>Null: it is longer than <paramref name="bytesMax"/>. What was not read is passed over when the response has been sent.</returns>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int bytesMax)
    {
        var announced = request.ContentLength;
        if (announced > bytesMax)
        {
            return null;
        }

        var longest = (int)(announced ?? bytesMax + 1L);
        var buffer = GC.AllocateUninitializedArray<byte>(Math.Min(longest, BytesAtOnce));
        var filled = 0;
        while (filled < longest)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(longest, 2L * buffer.Length));
            }

            var read = await request.Body.ReadAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                return buffer[..filled];
            }

            filled += read;
        }

        return filled > bytesMax ? null : buffer;
    }

    /// <summary>Whether the request says that a body comes with it, be it an empty one.</summary>
    public static bool IsAnnounced(HttpRequest request) => request.ContentLength is not null || IsChunked(request);

    /// <summary>Whether the request has a body that is not empty, as far as it says.</summary>
    public static bool IsNotEmpty(HttpRequest request) => request.ContentLength > 0 || IsChunked(request);

    private static bool IsChunked(HttpRequest request) => request.Headers.TransferEncoding.Count > 0;
}
