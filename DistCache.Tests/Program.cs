using DistCache.Tests.Master.Coordination.Sqlite;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace DistCache.Tests;

/// <summary>
/// Runs the tests; or, where a test starts this program anew by the name of a worker, that worker. Tests that kill processes need processes
/// to kill, and so these are compiled beside the tests that judge them, and the product carries nothing of it.
/// </summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        [CoordinatorWorker.Name, .. var rest] => CoordinatorWorker.RunAsync(rest),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => ConsoleRunner.Run(args),
    };
}
