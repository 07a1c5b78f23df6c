using System.Net;
using DistCache.Node.Hosting;
using DistCache.ServiceDefaults.Settings;

namespace DistCache.Tests.Node.Hosting;

public sealed class NodeOptionsReaderTests
{
    [Fact]
    public void Read_NothingSet_ListensOnLoopbackWithinAShareOfTheMemory()
    {
        var options = Read([]);
        options.BindAddress.ShouldBe(IPAddress.Loopback);
        options.AdvertisedHost.ShouldBe("127.0.0.1");
        (options.RespPort, options.HttpPort).ShouldBe((7001, 3001));
        options.Id.Value.ShouldEndWith("-7001");
        options.Masters.ShouldBe([new Uri("http://localhost:8000")]);
        options.Store.EntriesMax.ShouldBe(0);
        (options.Store.BytesMax * 3).ShouldBeInRange(1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        options.UnusedSettings.ShouldBeEmpty();
    }

    [Fact]
    public void Read_EverythingSet_TakesIt()
    {
        var options = Read(new()
        {
            ["NODE_ID"] = "n1",
            ["PORT"] = "1001",
            ["RESP_PORT"] = "1002",
            ["HOST"] = "0.0.0.0",
            ["ADVERTISED_HOST"] = "cache.example",
            ["MASTER_ADDRESS"] = "http://m1:1,m2:2",
            ["CACHE_SIZE"] = "5",
            ["MAX_MEMORY"] = "64mb",
            ["WEIGHT"] = "7",
            ["ZONE"] = "b",
            ["HEALTH_CHECK_INTERVAL"] = "2.5",
            ["BACKUP_INTERVAL"] = "60",
            ["DATA_DIR"] = "data",
            ["MAX_CLIENTS"] = "9",
            ["VALUE_BYTES_MAX"] = "2kb",
            ["KEY_BYTES_MAX"] = "10",
            ["STANDALONE"] = "true",
        });
        options.BindAddress.ShouldBe(IPAddress.Any);
        options.AdvertisedHost.ShouldBe("cache.example");
        options.Masters.ShouldBe([new Uri("http://m1:1"), new Uri("http://m2:2")]);
        options.HealthCheckInterval.ShouldBe(TimeSpan.FromSeconds(2.5));
        options.Store.ShouldBe(new() { EntriesMax = 5, BytesMax = 64 << 20, KeyBytesMax = 10, ValueBytesMax = 2048 });
        (options.Weight, options.Zone, options.ClientsMax, options.IsStandalone).ShouldBe((7, "b", 9, true));
        options.UnusedSettings.ShouldBe(["DATA_DIR", "BACKUP_INTERVAL"]);
    }

    [Theory]
    [InlineData("NODE_ID", "a b")]
    [InlineData("PORT", "7001")]
    [InlineData("RESP_PORT", "0")]
    [InlineData("HOST", "nowhere.example")]
    [InlineData("ADVERTISED_HOST", "a b")]
    [InlineData("MASTER_ADDRESS", "ftp://x")]
    [InlineData("CACHE_SIZE", "-1")]
    [InlineData("MAX_MEMORY", "1kb")]
    [InlineData("MAX_MEMORY", "much")]
    [InlineData("WEIGHT", "0")]
    [InlineData("HEALTH_CHECK_INTERVAL", "0")]
    [InlineData("MAX_CLIENTS", "0")]
    [InlineData("VALUE_BYTES_MAX", "1gb")]
    [InlineData("KEY_BYTES_MAX", "0")]
    [InlineData("STANDALONE", "perhaps")]
    public void Read_WrongValue_IsOneLineThatNamesIt(string name, string value) =>
        Should.Throw<SettingsException>(() => Read(new() { [name] = value })).Problems.ShouldHaveSingleItem().ShouldContain(name);

    private static NodeOptions Read(Dictionary<string, string?> environment) => NodeOptionsReader.Read(SettingsReader.Load([], environment));
}
