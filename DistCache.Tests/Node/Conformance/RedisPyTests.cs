using DistCache.Tests.Node.Support;
using DistCache.Tests.Support;

namespace DistCache.Tests.Node.Conformance;

/// <summary>Debian's python3-redis, its cluster client.</summary>
public sealed class RedisPyTests
{
    private const string Programs = "/usr/bin/python3,/usr/lib/python3/dist-packages/redis";

    private const string Script = """
        import sys
        from redis.cluster import RedisCluster
        from redis.exceptions import ResponseError

        client = RedisCluster(host="127.0.0.1", port=int(sys.argv[1]))
        assert len(client.get_primaries()) == 3, client.get_primaries()
        for i in range(300):
            assert client.set(f"key:{i}", f"value:{i}") is True
        for i in range(300):
            assert client.get(f"key:{i}") == f"value:{i}".encode()

        with client.pipeline() as pipeline:
            for i in range(200):
                pipeline.set(f"piped:{i}", i)
                pipeline.get(f"piped:{i}")
            answers = pipeline.execute()
        assert answers == [x for i in range(200) for x in (True, str(i).encode())], answers

        assert [client.incr("counter", 3) for _ in range(3)] == [3, 6, 9]
        assert client.set("volatile", "x", px=60000) is True
        assert 0 < client.pttl("volatile") <= 60000
        assert client.set("volatile", "y", nx=True) is None
        assert client.persist("volatile") is True and client.ttl("volatile") == -1
        assert client.delete("volatile") == 1 and client.get("volatile") is None
        assert client.mset({"{tag}a": 1, "{tag}b": 2}) is True
        assert client.mget("{tag}a", "{tag}b", "{tag}c") == [b"1", b"2", None]
        assert client.mset_nonatomic({"one": 1, "two": 2, "three": 3})
        assert client.exists("one", "two", "none") == 2
        assert client.dbsize(target_nodes=RedisCluster.PRIMARIES) == 300 + 200 + 1 + 2 + 3
        assert sorted(client.scan_iter("key:1?", count=10)) == [f"key:1{i}".encode() for i in range(10)]
        assert client.cluster_keyslot("foo") == 12182
        assert client.set("binary", bytes(range(256))) and client.get("binary") == bytes(range(256))
        try:
            client.execute_command("GET", "a", "b", target_nodes=RedisCluster.RANDOM)
            assert False
        except ResponseError as e:
            assert "wrong number of arguments for 'get' command" in str(e), e
        print("done")
        """;

    [RequiresProgramFact(Programs)]
    public async Task ClusterClient_ThreeNodes_FindsEveryKey()
    {
        await using var cluster = await RunningCluster.StartAsync(3);
        var run = await ProgramRun.OfAsync("/usr/bin/python3", ["-c", Script, $"{cluster.Nodes[0].Port}"]);
        run.Output.ShouldStartWith("done\n");
        run.ExitCode.ShouldBe(0);
        cluster.Nodes.ShouldAllBe(node => node.Store.Count > 100);
    }
}
