using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace DistCache.ServiceDefaults.Settings;

/// <summary>
/// Reads a process's settings: a JSON file, over it the environment, over that the command line. Collects every problem, so that
/// one start tells all of them.
/// </summary>
/// <remarks>
/// A setting has one name in three spellings: <c>CACHE_SIZE</c> in the environment and in the file, <c>--cache-size</c> on the command
/// line (<c>--cache-size 5</c> or <c>--cache-size=5</c>). The file is named by <c>CONFIG_FILE</c> or <c>--config-file</c>. An empty
/// value counts as not set.
/// </remarks>
public sealed class SettingsReader
{
    private const string FileSetting = "CONFIG_FILE";
    private const string HelpSwitch = "--help";

    private readonly IConfiguration _source;
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase) { FileSetting };
    private readonly List<string> _given;
    private readonly List<string> _problems = [];
    private readonly bool _asksForHelp;

    private SettingsReader(IConfiguration source, List<string> given, bool asksForHelp)
    {
        _source = source;
        _given = given;
        _asksForHelp = asksForHelp;
    }

    /// <param name="args">The command line.</param>
    /// <param name="environment">The environment, by variable name.</param>
    /// <exception cref="SettingsException">The command line has no form of a setting, or the file cannot be read.</exception>
    public static SettingsReader Load(IReadOnlyList<string> args, IReadOnlyDictionary<string, string?> environment)
    {
        var commandLine = ParseCommandLine([.. args.Where(arg => arg != HelpSwitch)]);
        var builder = new ConfigurationBuilder();
        var file = commandLine.GetValueOrDefault(FileSetting) ?? environment.GetValueOrDefault(FileSetting);
        if (!string.IsNullOrEmpty(file))
        {
            AddFile(builder, file);
        }

        builder.AddInMemoryCollection(environment.Where(pair => !string.IsNullOrEmpty(pair.Value)));
        builder.AddInMemoryCollection(commandLine);
        return new SettingsReader(builder.Build(), [.. commandLine.Keys], args.Contains(HelpSwitch));
    }

    /// <summary>The environment of this process.</summary>
    public static IReadOnlyDictionary<string, string?> ProcessEnvironment() =>
        Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value, StringComparer.Ordinal);

    /// <summary>The spelling of a setting on the command line.</summary>
    public static string SwitchOf(string name) => "--" + name.ToLowerInvariant().Replace('_', '-');

    public string Text(string name, string fallback) => Raw(name) ?? fallback;

    /// <summary>A text for which <paramref name="problem"/> says what is wrong, or null.</summary>
    public string Text(string name, string fallback, Func<string, string?> problem)
    {
        var text = Raw(name) ?? fallback;
        if (problem(text) is { } wrong)
        {
            Report(name, text, wrong);
        }

        return text;
    }

    public int Integer(string name, int fallback, int min, int max) => (int)Integer(name, (long)fallback, min, max);

    public long Integer(string name, long fallback, long min, long max)
    {
        if (Raw(name) is not { } text)
        {
            return fallback;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        Report(name, text, max == long.MaxValue ? $"a whole number of at least {min} is expected" : $"a whole number from {min} to {max} is expected");
        return fallback;
    }

    /// <summary>A TCP port, 1 to 65535.</summary>
    public int Port(string name, int fallback) => Integer(name, fallback, IPEndPoint.MinPort + 1, IPEndPoint.MaxPort);

    /// <summary>A number of bytes: digits, and optionally <c>kb</c>, <c>mb</c> or <c>gb</c> (of 1024) as in redis.conf.</summary>
    public long Bytes(string name, long fallback, long min, long max)
    {
        if (Raw(name) is not { } text)
        {
            return fallback;
        }

        if (ByteSize.TryParse(text, out var value) && value >= min && value <= max)
        {
            return value;
        }

        Report(name, text, $"a size such as 512mb or 2gb, from {ByteSize.Format(min)} to {ByteSize.Format(max)}, is expected");
        return fallback;
    }

    /// <summary>A time span given in seconds, with a fraction where wanted.</summary>
    public TimeSpan Seconds(string name, TimeSpan fallback, TimeSpan min, TimeSpan max)
    {
        if (Raw(name) is not { } text)
        {
            return fallback;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= min.TotalSeconds && seconds <= max.TotalSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        Report(name, text, $"seconds from {min.TotalSeconds} to {max.TotalSeconds} are expected");
        return fallback;
    }

    /// <summary>HTTP base addresses, comma-separated; <c>host:port</c> is taken as <c>http://host:port</c>.</summary>
    public IReadOnlyList<Uri> Addresses(string name, string fallback)
    {
        var addresses = new List<Uri>();
        foreach (var part in (Raw(name) ?? fallback).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var text = part.Contains("://", StringComparison.Ordinal) ? part : "http://" + part;
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                addresses.Add(address);
            }
            else
            {
                Report(name, part, "addresses such as http://10.0.0.5:8000, separated by commas, are expected");
            }
        }

        return addresses;
    }

    /// <summary>Adds a problem that takes more than one setting to see.</summary>
    public void Report(string name, string value, string wrong) => _problems.Add($"{name}={value}: {wrong}.");

    /// <summary>To be called once everything has been read: a command-line switch that nobody asked for is a problem too.</summary>
    /// <exception cref="SettingsException">There were problems.</exception>
    /// <exception cref="SettingsHelpException">The command line asked for help.</exception>
    public void ThrowIfInvalid()
    {
        var known = _asked.Order(StringComparer.Ordinal).Select(SwitchOf);
        if (_asksForHelp)
        {
            throw new SettingsHelpException(known);
        }

        foreach (var name in _given.Where(name => !_asked.Contains(name)))
        {
            _problems.Add($"{SwitchOf(name)} is no setting of this process. There are: {string.Join(", ", known)}.");
        }

        if (_problems.Count > 0)
        {
            throw new SettingsException([.. _problems]);
        }
    }

    private string? Raw(string name)
    {
        _asked.Add(name);
        var value = _source[name];
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    private static Dictionary<string, string?> ParseCommandLine(IReadOnlyList<string> args)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || args[i].Length == 2)
            {
                throw new SettingsException($"'{args[i]}' is not understood: settings are given as --name value.");
            }

            var parts = args[i][2..].Split('=', 2);
            var name = parts[0].ToUpperInvariant().Replace('-', '_');
            if (parts.Length == 1 && i + 1 >= args.Count)
            {
                throw new SettingsException($"{args[i]} lacks its value.");
            }

            settings[name] = parts.Length == 2 ? parts[1] : args[++i];
        }

        return settings;
    }

    private static void AddFile(ConfigurationBuilder builder, string file)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
        {
            throw new SettingsException($"{FileSetting}={file}: there is no such file.");
        }

        try
        {
            var values = new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build();
            builder.AddInMemoryCollection(values.AsEnumerable());
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{FileSetting}={file}: {(e.InnerException ?? e).Message}", e);
        }
    }
}
