namespace DistCache.Node.Commands.Server;

/// <summary>One parameter of <c>CONFIG</c>.</summary>
/// <param name="Name">In lower case, as in redis.conf.</param>
/// <param name="Read">Its value now.</param>
/// <param name="Check">Says what is wrong with a new value, or null; null where it cannot be changed.</param>
/// <param name="Apply">Takes a value that was checked.</param>
public sealed record ConfigParameter(string Name, Func<string> Read, Func<string, string?>? Check = null, Action<string>? Apply = null);
