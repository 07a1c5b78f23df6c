using DistCache.Master;
using DistCache.ServiceDefaults.Settings;

namespace DistCache.Tests.Master;

public sealed class MasterOptionsTests
{
    [Fact]
    public void Load_Nothing_GivesTheDefaults()
    {
        var options = Load();

        options.ShouldBe(new MasterOptions());
        options.AdvertisedAddress.ShouldBe("http://127.0.0.1:8000");
    }

    [Fact]
    public void Load_PortAndHost_NameTheMasterAndItsAddress()
    {
        var options = Load(("PORT", "8001"), ("HOST", "::"), ("REPLICATION_FACTOR", "20"), ("HEALTH_CHECK_INTERVAL", "0.5"), ("VALUE_BYTES_MAX", "1mb"));

        options.MasterId.ShouldBe("master-8001");
        options.AdvertisedAddress.ShouldBe("http://127.0.0.1:8001");
        options.VirtualNodes.ShouldBe(20);
        options.HealthCheckInterval.ShouldBe(TimeSpan.FromSeconds(0.5));
        options.ValueBytesMax.ShouldBe(1024 * 1024);
    }

    [Fact]
    public void AdvertisedAddress_OfIPv6_HasBrackets() => Load(("ADVERTISED_HOST", "fd00::1")).AdvertisedAddress.ShouldBe("http://[fd00::1]:8000");

    [Theory]
    [InlineData("PORT", "0")]
    [InlineData("HOST", "no-address")]
    [InlineData("MASTER_ID", "two words")]
    [InlineData("SHARED_PORT", "8000")]
    [InlineData("COORDINATOR", "postgres:x")]
    [InlineData("COORDINATOR", "sqlite:")]
    [InlineData("REPLICATION_FACTOR", "0")]
    [InlineData("EXPECTED_NODES", "0")]
    [InlineData("HEALTH_CHECK_INTERVAL", "0")]
    [InlineData("BACKUP_INTERVAL", "often")]
    [InlineData("KEY_BYTES_MAX", "1mb")]
    [InlineData("VALUE_BYTES_MAX", "0")]
    [InlineData("REQUEST_TIMEOUT", "-1")]
    public void Load_WrongValue_NamesTheSetting(string name, string value) =>
        Should.Throw<SettingsException>(() => Load((name, value))).Problems.ShouldHaveSingleItem().ShouldStartWith($"{name}={value}: ");

    private static MasterOptions Load(params (string Name, string Value)[] environment) =>
        MasterOptions.Load([], environment.ToDictionary(pair => pair.Name, pair => (string?)pair.Value));
}
