using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public sealed class DistributedApplicationOptions
{
    public string? AssemblyName { get; set; }
}

public class DistributedApplication : IAsyncDisposable
{
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => throw Declared.Only;

    public virtual Task RunAsync(CancellationToken cancellationToken = default) => throw Declared.Only;

    public virtual ValueTask DisposeAsync() => throw Declared.Only;
}

public interface IDistributedApplicationBuilder
{
    string AppHostDirectory { get; }

    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    DistributedApplication Build();
}

public class ProjectResourceOptions
{
    public bool ExcludeKestrelEndpoints { get; set; }

    public bool ExcludeLaunchProfile { get; set; }
}

public static class DotnetProjectHostingExtensions
{
    [Experimental("ASPIREDOTNETPROJECT001")]
    public static IResourceBuilder<Dotnet.DotnetProjectResource> AddDotnetProject(
        this IDistributedApplicationBuilder builder, string name, string path, Action<ProjectResourceOptions> configure) => throw Declared.Only;
}

public static class ContainerResourceBuilderExtensions
{
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image, string tag) =>
        throw Declared.Only;

    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null)
        where T : ContainerResource => throw Declared.Only;

    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, string target, bool isReadOnly = false)
        where T : ContainerResource => throw Declared.Only;

    public static IResourceBuilder<T> WithContainerFiles<T>(
        this IResourceBuilder<T> builder,
        string destinationPath,
        Func<ContainerFileSystemCallbackContext, CancellationToken, Task<IEnumerable<ContainerFileSystemItem>>> callback,
        int? defaultOwner = null,
        int? defaultGroup = null,
        UnixFileMode? umask = null)
        where T : ContainerResource => throw Declared.Only;
}

public static class ResourceBuilderExtensions
{
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => throw Declared.Only;

    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => throw Declared.Only;

    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? scheme = null,
        string? name = null,
        string? env = null,
        bool? isProxied = null,
        bool? isExternal = null,
        System.Net.Sockets.ProtocolType? protocol = null)
        where T : IResourceWithEndpoints => throw Declared.Only;

    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints => throw Declared.Only;

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints => throw Declared.Only;

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => throw Declared.Only;

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithEnvironment => throw Declared.Only;

    [Experimental("ASPIREEXTENSION001")]
    public static IResourceBuilder<T> WithLaunchToolArgs<T>(
        this IResourceBuilder<T> builder,
        Action<CommandLineArgsCallbackContext> callback,
        string? ownedByLaunchConfigurationType = null,
        bool showInCommandLine = true)
        where T : IResourceWithArgs => throw Declared.Only;
}

internal static class Declared
{
    public static NotSupportedException Only => new("A declaration of one of Aspire's members, to compile against; it does nothing.");
}
