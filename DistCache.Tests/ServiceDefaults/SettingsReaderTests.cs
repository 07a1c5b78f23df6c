using DistCache.ServiceDefaults.Settings;

namespace DistCache.Tests.ServiceDefaults;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Integer_GivenThreeWays_TheCommandLineWinsOverTheEnvironmentOverTheFile()
    {
        using var file = new TemporaryJson("""{ "A": 1, "B": 1, "C": 1 }""");
        var settings = SettingsReader.Load(["--a=3", "--config-file", file.Path], Environment(("A", "2"), ("B", "2")));

        settings.Integer("A", 0, 0, 9).ShouldBe(3);
        settings.Integer("B", 0, 0, 9).ShouldBe(2);
        settings.Integer("C", 0, 0, 9).ShouldBe(1);
        settings.Integer("D", 4, 0, 9).ShouldBe(4);
        settings.ThrowIfInvalid();
    }

    [Fact]
    public void ThrowIfInvalid_SeveralWrongValues_NamesEachWithWhatIsExpected()
    {
        var settings = SettingsReader.Load(["--cache-size", "many", "--colour", "blue"], Environment(("PORT", "99999"), ("MAX_MEMORY", "2tb"), ("EVERY", "-1")));
        settings.Integer("CACHE_SIZE", 0L, 0, long.MaxValue);
        settings.Port("PORT", 8000);
        settings.Bytes("MAX_MEMORY", 0, 0, long.MaxValue);
        settings.Seconds("EVERY", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(1));

        var problems = Should.Throw<SettingsException>(settings.ThrowIfInvalid).Problems;

        problems.Count.ShouldBe(5);
        problems.ShouldContain("CACHE_SIZE=many: a whole number of at least 0 is expected.");
        problems.ShouldContain("PORT=99999: a whole number from 1 to 65535 is expected.");
        problems.ShouldContain(problem => problem.StartsWith("--colour is no setting of this process."));
    }

    [Theory]
    [InlineData("--port", "--port lacks its value.")]
    [InlineData("port", "'port' is not understood: settings are given as --name value.")]
    public void Load_CommandLineThatIsNoSetting_SaysSo(string argument, string expected) =>
        Should.Throw<SettingsException>(() => SettingsReader.Load([argument], Environment())).Message.ShouldBe(expected);

    [Fact]
    public void ThrowIfInvalid_AskedForHelp_NamesEverySettingThatWasAskedFor()
    {
        var settings = SettingsReader.Load(["--help"], Environment());
        settings.Port("PORT", 8000);
        settings.Text("ZONE", "");

        Should.Throw<SettingsHelpException>(settings.ThrowIfInvalid).Message.ShouldStartWith("Settings: --config-file, --port, --zone. ");
    }

    [Fact]
    public void Load_FileThatIsNotThere_SaysSo() =>
        Should.Throw<SettingsException>(() => SettingsReader.Load(["--config-file", "/nowhere.json"], Environment()))
            .Message.ShouldBe("CONFIG_FILE=/nowhere.json: there is no such file.");

    [Theory]
    [InlineData("512", 512)]
    [InlineData("64kb", 65536)]
    [InlineData("2GB", 2147483648)]
    public void Bytes_WithUnit_CountsBy1024(string text, long expected) =>
        SettingsReader.Load([], Environment(("M", text))).Bytes("M", 0, 0, long.MaxValue).ShouldBe(expected);

    [Fact]
    public void Addresses_WithoutScheme_AreHttp() =>
        SettingsReader.Load([], Environment(("MASTER_ADDRESS", "localhost:8000, https://b:1"))).Addresses("MASTER_ADDRESS", "")
            .Select(address => address.ToString()).ShouldBe(["http://localhost:8000/", "https://b:1/"]);

    private static Dictionary<string, string?> Environment(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => (string?)variable.Value);

    private sealed class TemporaryJson : IDisposable
    {
        public TemporaryJson(string content) => File.WriteAllText(Path, content);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
