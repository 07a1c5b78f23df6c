using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

public enum EndpointProperty
{
    Url = 0,
    HostAndPort = 6,
}

public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IValueProvider, IManifestExpressionProvider
{
    public IResourceWithEndpoints Resource => owner;

    public string EndpointName => endpointName;

    public EndpointReferenceExpression Property(EndpointProperty property) => throw Declared.Only;
}

public class EndpointReferenceExpression : IValueProvider, IManifestExpressionProvider
{
    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => throw Declared.Only;
}

public class ReferenceExpression : IValueProvider, IManifestExpressionProvider
{
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => throw Declared.Only;

    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler
    {
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount) => throw Declared.Only;

        public void AppendLiteral(string value) => throw Declared.Only;

        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => throw Declared.Only;
    }
}

public class ReferenceExpressionBuilder
{
    public void AppendLiteral(string value) => throw Declared.Only;

    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider => throw Declared.Only;

    public ReferenceExpression Build() => throw Declared.Only;
}
