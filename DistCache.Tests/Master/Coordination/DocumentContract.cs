using DistCache.Core.Coordination;

namespace DistCache.Tests.Master.Coordination;

/// <summary>What a coordinator promises about documents: names, versions, compare-and-set, folders.</summary>
public abstract class DocumentContract : CoordinatorContract
{
    [Fact]
    public async Task Write_NewDocument_IsReadWithVersion1AndItsOperation()
    {
        var session = await World.OpenAsync();
        var write = Put("nodes/a", "first", 0);

        (await WriteAsync(session, write)).ShouldBe(Won(1));

        var document = (await session.ReadAsync("nodes/a", None)).ShouldNotBeNull();
        (document.Name, document.Version, document.OperationId).ShouldBe(("nodes/a", 1L, write.OperationId));
        document.Content.ToArray().ShouldBe(write.Content!.Value.ToArray());
    }

    [Fact]
    public async Task Write_RightVersion_ReplacesAndCountsOn()
    {
        var session = await World.OpenAsync();
        await WriteAsync(session, Put("topology", "first", 0));
        var second = Put("topology", "second", 1);

        (await WriteAsync(session, second)).ShouldBe(Won(2));
        (await WriteAsync(session, Put("topology", "", 2))).ShouldBe(Won(3));

        (await TextAsync(session, "topology")).ShouldBe("");
        (await WriteAsync(session, second)).ShouldBe(Not(WriteOutcome.Lost));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(99)]
    public async Task Write_WrongVersion_LosesAndChangesNothing(long expected)
    {
        var session = await World.OpenAsync();
        var first = Put("topology", "first", 0);
        await WriteAsync(session, first);

        (await WriteAsync(session, Put("topology", "second", expected))).ShouldBe(Not(WriteOutcome.Lost));
        if (expected > 0)
        {
            (await WriteAsync(session, Remove("topology", expected))).ShouldBe(Not(WriteOutcome.Lost));
        }

        (await session.ReadAsync("topology", None))!.OperationId.ShouldBe(first.OperationId);
    }

    [Fact]
    public async Task Write_VersionOfADocumentThatIsNotThere_Loses()
    {
        var session = await World.OpenAsync();

        (await WriteAsync(session, Put("topology", "x", 1))).ShouldBe(Not(WriteOutcome.Lost));
        (await WriteAsync(session, Remove("topology", 1))).ShouldBe(Not(WriteOutcome.Lost));

        (await session.ReadAsync("topology", None)).ShouldBeNull();
    }

    [Fact]
    public async Task Write_DeletedAndCreatedAnew_StartsAtVersion1()
    {
        var session = await World.OpenAsync();
        await WriteAsync(session, Put("nodes/a", "1", 0));
        await WriteAsync(session, Put("nodes/a", "2", 1));

        (await WriteAsync(session, Remove("nodes/a", 2))).ShouldBe(Won(0));
        (await session.ReadAsync("nodes/a", None)).ShouldBeNull();
        (await session.ListAsync("nodes", None)).ShouldBeEmpty();
        (await WriteAsync(session, Put("nodes/a", "3", 0))).ShouldBe(Won(1));

        (await TextAsync(session, "nodes/a")).ShouldBe("3");
    }

    [Fact]
    public async Task Write_ContentOfTheGreatestLength_IsReadAsWritten()
    {
        var session = await World.OpenAsync();
        var content = new byte[ICoordinator.ContentBytesMax];
        new Random(1).NextBytes(content);

        (await WriteAsync(session, new DocumentWrite("big", content, 0, Guid.NewGuid()))).ShouldBe(Won(1));

        (await session.ReadAsync("big", None))!.Content.Span.SequenceEqual(content).ShouldBeTrue();
        await Should.ThrowAsync<ArgumentException>(
            () => WriteAsync(session, new DocumentWrite("bigger", new byte[content.Length + 1], 0, Guid.NewGuid())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData(".")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\0")]
    [InlineData("$/leader")]
    public async Task Call_NameThatIsNotValid_Throws(string name)
    {
        var session = await World.OpenAsync();

        await Should.ThrowAsync<ArgumentException>(() => WriteAsync(session, Put(name, "x", 0)));
        await Should.ThrowAsync<ArgumentException>(async () => await session.ReadAsync(name, None));
        if (name is not "")
        {
            await Should.ThrowAsync<ArgumentException>(async () => await session.ListAsync(name, None));
            Should.Throw<ArgumentException>(() => session.WatchAsync(name, None));
        }
    }

    [Fact]
    public async Task Write_LongestName_IsTakenAndALongerOneIsNot()
    {
        var session = await World.OpenAsync();
        var name = "folder/" + new string('n', DocumentPath.LengthMax - "folder/".Length);

        (await WriteAsync(session, Put(name, "x", 0))).ShouldBe(Won(1));

        await Should.ThrowAsync<ArgumentException>(() => WriteAsync(session, Put(name + "n", "x", 0)));
    }

    [Fact]
    public async Task Write_DeletionThatNamesNoVersion_Throws()
    {
        var session = await World.OpenAsync();

        await Should.ThrowAsync<ArgumentException>(() => WriteAsync(session, Remove("a", 0)));
        await Should.ThrowAsync<ArgumentException>(() => WriteAsync(session, Put("a", "x", -1)));
    }

    [Fact]
    public async Task List_Folder_HasItsOwnDocumentsOnlyInOrder()
    {
        var session = await World.OpenAsync();
        foreach (var name in new[] { "nodes/b", "nodes/a-1", "nodes/a", "nodes/B", "nodes/a.1", "nodes2/x", "nodes/deep/y", "top", "node" })
        {
            (await WriteAsync(session, Put(name, "x", 0))).ShouldBe(Won(1));
        }

        await using var leadership = await session.CampaignAsync("me", None);

        (await NamesAsync("nodes")).ShouldBe(["nodes/B", "nodes/a", "nodes/a-1", "nodes/a.1", "nodes/b"]);
        (await NamesAsync("nodes/deep")).ShouldBe(["nodes/deep/y"]);
        (await NamesAsync("")).ShouldBe(["node", "top"]);
        (await NamesAsync("nowhere")).ShouldBeEmpty();

        async Task<string[]> NamesAsync(string folder) => [.. (await session.ListAsync(folder, None)).Select(document => document.Name)];
    }

    [Fact]
    public async Task Read_WrittenByAnotherSession_IsSeen()
    {
        var (writer, reader) = (await World.OpenAsync(), await World.OpenAsync());
        await WriteAsync(writer, Put("topology", "new", 0));

        await PassUntilReadAsync(reader, "topology", "new");

        (await WriteAsync(reader, Put("topology", "newer", 1))).ShouldBe(Won(2));
        (await WriteAsync(writer, Put("topology", "stale", 1))).ShouldBe(Not(WriteOutcome.Lost));
    }

    [Fact]
    public async Task Write_ManySessionsCount_NoUpdateIsLost()
    {
        const int SessionCount = 8;
        const int IncrementsEach = 100;
        var sessions = await Task.WhenAll(Enumerable.Range(0, SessionCount).Select(_ => World.OpenAsync()));

        var versions = await Task.WhenAll(sessions.Select(session => Task.Run(() => IncrementAsync(session))));

        versions.SelectMany(won => won).Order().ShouldBe(Enumerable.Range(1, SessionCount * IncrementsEach).Select(version => (long)version));
        await PassUntilReadAsync(sessions[0], "counter", $"{SessionCount * IncrementsEach}");

        static async Task<List<long>> IncrementAsync(ICoordinator session)
        {
            var won = new List<long>();
            while (won.Count < IncrementsEach)
            {
                var seen = await session.ReadAsync("counter", None);
                var count = seen is null ? 0 : int.Parse(seen.Content.Span);
                var result = await WriteAsync(session, Put("counter", $"{count + 1}", seen?.Version ?? 0));
                result.Outcome.ShouldBeOneOf(WriteOutcome.Won, WriteOutcome.Lost);
                if (result.Outcome == WriteOutcome.Won)
                {
                    won.Add(result.Version);
                }
            }

            return won;
        }
    }

    [Fact]
    public async Task Call_CancelledBefore_ChangesNothing()
    {
        var session = await World.OpenAsync();
        var cancelled = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(async () => await session.WriteAsync(Put("topology", "x", 0), cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await session.ReadAsync("topology", cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await session.CampaignAsync("me", cancelled));

        (await session.ReadAsync("topology", None)).ShouldBeNull();
        (await session.LeaderAsync(None)).ShouldBeNull();
    }

    [Fact]
    public async Task Write_StoreTakesNoChange_IsUnknownAndTriedAgainLater()
    {
        var session = await World.OpenAsync();
        var write = Put("topology", "x", 0);
        await using (await World.CutOffAsync())
        {
            (await WriteAsync(session, write)).ShouldBe(Not(WriteOutcome.Unknown));
        }

        await PassUntilAsync(
            async () => await WriteAsync(session, write) is not { Outcome: WriteOutcome.Unknown }, "the store takes changes again");
        (await session.ReadAsync("topology", None))!.OperationId.ShouldBe(write.OperationId);
    }

    [Fact]
    public async Task ClusterId_AnySession_IsOneGuid()
    {
        var (one, other) = (await World.OpenAsync(), await World.OpenAsync());

        var id = await one.ClusterIdAsync(None);

        Guid.Parse(id).ShouldNotBe(Guid.Empty);
        (await other.ClusterIdAsync(None)).ShouldBe(id);
    }
}
