using DistCache.Core.Coordination;
using DistCache.Master.Coordination.Sqlite;
using DistCache.ServiceDefaults.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DistCache.Tests.Master.Coordination.Sqlite;

public sealed class StoreFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("distcache-store-file-");

    private string StorePath => Path.Combine(_folder.FullName, "data", "coordinator.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Open_FolderThatIsNotThere_IsMade()
    {
        await using var session = await OpenAsync(StorePath);

        File.Exists(StorePath).ShouldBeTrue();
    }

    [Fact]
    public async Task Open_ManyAtOnceOnNoFile_MakeOneStore()
    {
        var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync(StorePath)));
        var ids = await Task.WhenAll(sessions.Select(session => session.ClusterIdAsync(CancellationToken.None).AsTask()));
        await Task.WhenAll(sessions.Select(session => session.DisposeAsync().AsTask()));

        ids.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Open_FileThatIsNoDatabase_SaysSoAndLeavesIt()
    {
        const string Text = "These are notes and not a database, and long enough to be told from an empty file of SQLite at its first look.";
        WriteFile(Text);

        var problem = (await Should.ThrowAsync<SettingsException>(() => OpenAsync(StorePath))).Problems.ShouldHaveSingleItem();

        problem.ShouldStartWith($"{StorePath} is no coordinator file of DistCache or is damaged");
        problem.ShouldNotContain("\n");
        (await File.ReadAllTextAsync(StorePath)).ShouldBe(Text);
    }

    [Theory]
    [InlineData("CREATE TABLE other (x)", "is a database of another program.")]
    [InlineData("PRAGMA application_id = 77", "is a database of another program.")]
    [InlineData("PRAGMA user_version = 3", "is a database of another program.")]
    [InlineData("PRAGMA application_id = 1145267055; PRAGMA user_version = 99", "was made by a newer DistCache (its version is 99, this program knows 1).")]
    public async Task Open_DatabaseThatIsNotOurs_SaysSo(string statements, string expected)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StorePath)!);
        Execute(statements);

        var problem = (await Should.ThrowAsync<SettingsException>(() => OpenAsync(StorePath))).Problems.ShouldHaveSingleItem();

        problem.ShouldStartWith($"{StorePath} {expected}");
        problem.ShouldContain("or choose another data folder.");
    }

    [Fact]
    public async Task Open_FolderThatCannotBeMade_SaysSo()
    {
        WriteFile("a file where a folder should be");

        var problem = (await Should.ThrowAsync<UnauthorizedAccessException>(() => OpenAsync(Path.Combine(StorePath, "sub", "coordinator.db")))).Message;

        problem.ShouldContain("cannot be written");
        problem.ShouldNotContain("\n");
    }

    [Fact]
    public async Task Open_PlaceOfTheFileIsAFolder_SaysSo()
    {
        Directory.CreateDirectory(StorePath);

        (await Should.ThrowAsync<UnauthorizedAccessException>(() => OpenAsync(StorePath))).Message.ShouldStartWith($"{StorePath} cannot be written");
    }

    [Fact]
    public async Task Read_FileDamagedWhileOpen_IsUnavailable()
    {
        await using var session = await OpenAsync(StorePath);
        await using var other = await OpenAsync(StorePath);
        await other.WriteAsync(new DocumentWrite("topology", new byte[100_000], 0, Guid.NewGuid()), CancellationToken.None);
        foreach (var path in new[] { StorePath, $"{StorePath}-wal" })
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            var garbage = new byte[file.Length];
            Array.Fill(garbage, (byte)0xA5);
            await file.WriteAsync(garbage);
        }

        await Should.ThrowAsync<CoordinatorUnavailableException>(async () => await session.ReadAsync("topology", CancellationToken.None));
        (await session.WriteAsync(new DocumentWrite("new", new byte[1], 0, Guid.NewGuid()), CancellationToken.None)).Outcome.ShouldBe(WriteOutcome.Unknown);
    }

    private static Task<SqliteCoordinator> OpenAsync(string file) =>
        SqliteCoordinator.OpenAsync(new SqliteCoordinatorOptions(file), TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    private void WriteFile(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StorePath)!);
        File.WriteAllText(StorePath, text);
    }

    private void Execute(string statements)
    {
        using var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }
}
