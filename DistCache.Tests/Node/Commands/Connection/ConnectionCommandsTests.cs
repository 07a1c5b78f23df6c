using DistCache.Tests.Node.Support;

namespace DistCache.Tests.Node.Commands.Connection;

/// <summary>Texts and forms are those of redis-server 7.0.15 in cluster mode.</summary>
public sealed class ConnectionCommandsTests
{
    [Theory]
    [InlineData("PING", "+PONG")]
    [InlineData("ping hi", "$2\r\nhi")]
    [InlineData("PING a b", "-ERR wrong number of arguments for 'ping' command")]
    [InlineData("ECHO", "-ERR wrong number of arguments for 'echo' command")]
    [InlineData("SELECT 0", "+OK")]
    [InlineData("SELECT 1", "-ERR SELECT is not allowed in cluster mode")]
    [InlineData("SELECT +0", "-ERR value is not an integer or out of range")]
    [InlineData("SELECT x", "-ERR value is not an integer or out of range")]
    [InlineData("AUTH secret", "-ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?")]
    [InlineData("AUTH default secret", "+OK")]
    [InlineData("AUTH root secret", "-WRONGPASS invalid username-password pair or user is disabled.")]
    [InlineData("HELLO x", "-ERR Protocol version is not an integer or out of range")]
    [InlineData("HELLO 4", "-NOPROTO unsupported protocol version")]
    [InlineData("HELLO 3 FOO", "-ERR Syntax error in HELLO option 'FOO'")]
    [InlineData("HELLO 3 AUTH root x", "-WRONGPASS invalid username-password pair or user is disabled.")]
    [InlineData("RESET", "+RESET")]
    [InlineData("READONLY", "+OK")]
    [InlineData("foo a b", "-ERR unknown command 'foo', with args beginning with: 'a' 'b' ")]
    [InlineData("get", "-ERR wrong number of arguments for 'get' command")]
    [InlineData("CLIENT", "-ERR wrong number of arguments for 'client' command")]
    [InlineData("CLIENT foo", "-ERR unknown subcommand 'foo'. Try CLIENT HELP.")]
    [InlineData("CLIENT HELP x", "-ERR wrong number of arguments for 'client|help' command")]
    [InlineData("CLIENT setname", "-ERR wrong number of arguments for 'client|setname' command")]
    [InlineData("CLIENT SETNAME \"a b\"", "-ERR Client names cannot contain spaces, newlines or special characters.")]
    [InlineData("CLIENT GETNAME", "$-1")]
    [InlineData("CLIENT KILL 1.2.3.4:5", "-ERR No such client")]
    [InlineData("CLIENT KILL ID x", "-ERR client-id should be greater than 0")]
    [InlineData("CLIENT KILL ID 999999", ":0")]
    [InlineData("CLIENT SETINFO LIB-NAME x", "+OK")]
    [InlineData("CLIENT TRACKING ON", "-ERR client-side caching (CLIENT TRACKING) is not supported by this server")]
    [InlineData("CLUSTER KEYSLOT foo", ":12182")]
    [InlineData("CLUSTER COUNTKEYSINSLOT 16384", "-ERR Invalid slot")]
    [InlineData("CLUSTER MEET a 1", "-ERR unknown subcommand 'MEET'. Try CLUSTER HELP.")]
    [InlineData("CONFIG SET foo 1", "-ERR Unknown option or number of arguments for CONFIG SET - 'foo'")]
    [InlineData("CONFIG SET port 1", "-ERR CONFIG SET failed (possibly related to argument 'port') - can't set immutable config")]
    [InlineData("CONFIG SET maxmemory x", "-ERR CONFIG SET failed (possibly related to argument 'maxmemory') - argument must be a memory value")]
    [InlineData("CONFIG SET maxclients 5 maxmemory 1gb", "+OK")]
    [InlineData("CONFIG GET save", "*2\r\n$4\r\nsave\r\n$0\r\n")]
    [InlineData("COMMAND GETKEYS mset a 1 b 2", "*2\r\n$1\r\na\r\n$1\r\nb")]
    [InlineData("COMMAND GETKEYS OBJECT ENCODING a", "*1\r\n$1\r\na")]
    [InlineData("COMMAND GETKEYS OBJECT HELP", "-ERR The command has no key arguments")]
    [InlineData("COMMAND INFO nothing", "*1\r\n*-1")]
    [InlineData("WAIT 0 0", ":0")]
    [InlineData("GET \"\"", "-ERR key is empty: a key has 1 to 8192 bytes")]
    [InlineData("MGET a b", "-CROSSSLOT Keys in request don't hash to the same slot")]
    [InlineData("DC.TOPOLOGY garbage", "-ERR These bytes are no topology record.")]
    public async Task Command_IsAnsweredAsRedisDoes(string request, string answer)
    {
        await using var node = await RunningNode.StartAloneAsync();
        await using var client = await node.ConnectAsync();
        await client.ExpectAsync(request + "\r\n", answer + "\r\n");
        await client.ExpectAsync("PING\r\n", "+PONG\r\n");
    }

    [Fact]
    public async Task ClientReply_OffSkipAndOn_WithholdsWhatItSays()
    {
        await using var node = await RunningNode.StartAloneAsync();
        await using var client = await node.ConnectAsync();
        await client.ExpectAsync("CLIENT REPLY SKIP\r\nECHO 1\r\nECHO 2\r\n", "$1\r\n2\r\n");
        await client.ExpectAsync("CLIENT REPLY OFF\r\nECHO 1\r\nfoo\r\nCLIENT REPLY ON\r\nECHO 3\r\n", "+OK\r\n$1\r\n3\r\n");
    }

    [Fact]
    public async Task ClientKill_ByIdAndSelf_EndsTheConnections()
    {
        await using var node = await RunningNode.StartAloneAsync();
        await using var killer = await node.ConnectAsync();
        await using var victim = await node.ConnectAsync();
        await killer.ExpectAsync("CLIENT ID\r\n", ":1\r\n");
        await victim.ExpectAsync("CLIENT ID\r\n", ":2\r\n");
        await killer.ExpectAsync("CLIENT KILL ID 2\r\n", ":1\r\n");
        (await victim.ReadToEndAsync()).ShouldBe("");
        await killer.ExpectAsync("CLIENT KILL ID 1 SKIPME no\r\n", ":1\r\n");
        (await killer.ReadToEndAsync()).ShouldBe("");
    }

    [Fact]
    public async Task Hello_Three_ChangesWhatFollows()
    {
        await using var node = await RunningNode.StartAloneAsync();
        await using var client = await node.ConnectAsync();
        await client.ExpectAsync("GET none\r\n", "$-1\r\n");
        await client.ExpectAsync("HELLO 3 SETNAME me\r\n", "%7\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$6\r\n7.0.15\r\n$5\r\nproto\r\n:3\r\n"
            + "$2\r\nid\r\n:1\r\n$4\r\nmode\r\n$7\r\ncluster\r\n$4\r\nrole\r\n$6\r\nmaster\r\n$7\r\nmodules\r\n*0\r\n");
        await client.ExpectAsync("GET none\r\n", "_\r\n");
        await client.ExpectAsync("CLIENT GETNAME\r\n", "$2\r\nme\r\n");
        await client.ExpectAsync("RESET\r\nGET none\r\n", "+RESET\r\n$-1\r\n");
    }

    [Fact]
    public async Task Commandstats_CountCallsAndRefusals()
    {
        await using var node = await RunningNode.StartAloneAsync();
        await using var client = await node.ConnectAsync();
        await client.ExpectAsync("CONFIG RESETSTAT\r\nGET a\r\nGET a\r\nGET\r\n", "+OK\r\n$-1\r\n$-1\r\n-ERR wrong number of arguments for 'get' command\r\n");
        await client.SendAsync("INFO commandstats\r\nQUIT\r\n");
        var text = await client.ReadToEndAsync();
        text.ShouldMatch("cmdstat_get:calls=2,usec=\\d+,usec_per_call=[0-9.]+,rejected_calls=1,failed_calls=0");
    }
}
