using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DistCache.Tests.Support;

namespace DistCache.Tests.Node.Commands;

/// <summary>A redis-server of the tests' own, without persistence, on a free loopback port. Started by the first command, so that tests that are skipped need none.</summary>
public sealed class RealRedis : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private Process? _process;
    private TcpClient? _client;
    private Stream? _stream;

    public void Dispose()
    {
        _client?.Dispose();
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
    }

    /// <summary>The reply, byte for byte, as Latin-1.</summary>
    public string Run(params string[] words)
    {
        _stream ??= Start();
        var request = new StringBuilder($"*{words.Length}\r\n");
        foreach (var word in words)
        {
            request.Append(CultureInfo.InvariantCulture, $"${word.Length}\r\n{word}\r\n");
        }

        _stream.Write(Encoding.Latin1.GetBytes(request.ToString()));
        _stream.Flush();
        var reply = new StringBuilder();
        ReadValue(reply);
        return reply.ToString();
    }

    private BufferedStream Start()
    {
        var port = FreePort();
        _process = Process.Start(new ProcessStartInfo(InstalledPrograms.Require("redis-server"))
        {
            ArgumentList =
            {
                "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
                "--dir", Path.GetTempPath(), "--proto-max-bulk-len", "16mb", "--loglevel", "warning",
            },
            RedirectStandardOutput = true,
        });
        _client = Connect(port);
        return new BufferedStream(_client.GetStream());
    }

    private void ReadValue(StringBuilder reply)
    {
        var line = ReadLine();
        reply.Append(line).Append("\r\n");
        var count = line[0] is '$' or '*' ? int.Parse(line[1..], CultureInfo.InvariantCulture) : -1;
        if (count >= 0 && line[0] == '$')
        {
            var bytes = new byte[count + 2];
            _stream!.ReadExactly(bytes);
            reply.Append(Encoding.Latin1.GetString(bytes));
        }

        for (var i = 0; i < count && line[0] == '*'; i++)
        {
            ReadValue(reply);
        }
    }

    private string ReadLine()
    {
        var line = new StringBuilder();
        while (true)
        {
            var b = _stream!.ReadByte();
            if (b < 0)
            {
                throw new EndOfStreamException("redis-server closed the connection");
            }

            if (b == '\n')
            {
                return line.ToString(0, line.Length - 1);
            }

            line.Append((char)b);
        }
    }

    private TcpClient Connect(int port)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new TcpClient("127.0.0.1", port) { NoDelay = true };
            }
            catch (SocketException) when (watch.Elapsed < StartLimit && !_process!.HasExited)
            {
                Thread.Yield();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
