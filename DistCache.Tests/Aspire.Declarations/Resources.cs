namespace Aspire.Hosting.ApplicationModel;

public interface IResource;

public interface IResourceWithEndpoints : IResource;

public interface IResourceWithEnvironment : IResource;

public interface IResourceWithArgs : IResource;

public interface IResourceWithWaitSupport : IResource;

public interface IValueProvider;

public interface IManifestExpressionProvider;

public interface IResourceWithConnectionString : IResource
{
    ReferenceExpression ConnectionStringExpression { get; }
}

public interface IResourceBuilder<out T>
    where T : IResource
{
    T Resource { get; }
}

public abstract class Resource(string name) : IResource
{
    public virtual string Name => name;
}

public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    public string? Entrypoint => entrypoint;
}

public class ExecutableResource(string name) : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport;

public sealed class CommandLineArgsCallbackContext
{
    public IList<object> Args => throw Declared.Only;
}

public abstract class ContainerFileSystemItem
{
    public string Name { get; set; } = "";
}

public sealed class ContainerFile : ContainerFileSystemItem
{
    public string? Contents { get; set; }
}

public sealed class ContainerFileSystemCallbackContext
{
    public required IResource Model { get; init; }
}

public class ValueProviderContext
{
    public IResource? Caller { get; init; }
}
