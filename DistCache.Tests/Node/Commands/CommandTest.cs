using DistCache.Node.Storage;

namespace DistCache.Tests.Node.Commands;

/// <summary>A test of commands; the store under them is verified when it is over.</summary>
public abstract class CommandTest : IDisposable
{
    private protected CommandRunner Node { get; set; } = new();

    public void Dispose()
    {
        StoreIntegrity.Verify(Node.Store);
        GC.SuppressFinalize(this);
    }

    protected string Run(string line) => Node.Line(line);
}
