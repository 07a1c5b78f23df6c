using System.Text.Json;
using System.Text.Json.Serialization;
using DistCache.Core.Membership;
using DistCache.Node.Registering;

namespace DistCache.Node.Hosting;

/// <summary>The JSON that a node reads and writes.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NodeRegistration))]
[JsonSerializable(typeof(RegistrationReply))]
[JsonSerializable(typeof(RegistrationConflict))]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class NodeJson : JsonSerializerContext;
