#if ASPIRE
using Aspire.Hosting.Testing;
using DistCache.AppHost.SystemModel;

namespace DistCache.Tests.AppHost.Aspire;

/// <summary>The Aspire side, on a machine whose feeds serve Aspire and that has its CLI: <c>UseAspire=true dotnet test</c>.</summary>
public sealed class AspireSmokeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Start_TheWholeSystem_TakesAKeyThroughOneMasterAndGivesItThroughAnother()
    {
        using var limit = new CancellationTokenSource(Limit);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync(typeof(DistCacheSystem), [], limit.Token);
        await using var application = await builder.BuildAsync(limit.Token);
        await application.StartAsync(limit.Token);
        foreach (var name in (string[])["master-1", "master-2", "master-3", "node-1", "node-2", "node-3", "console"])
        {
            await application.ResourceNotifications.WaitForResourceHealthyAsync(name, limit.Token);
        }

        using var first = application.CreateHttpClient("master-1", PartEndpoint.Http);
        using var second = application.CreateHttpClient("master-2", PartEndpoint.Http);
        (await first.PutAsync("/cache/?key=test&value=hello", null, limit.Token)).EnsureSuccessStatusCode();

        (await second.GetStringAsync("/cache/?key=test", limit.Token)).ShouldBe("hello");
    }
}
#endif
