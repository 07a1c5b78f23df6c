using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dotnet;

[Experimental("ASPIREDOTNETPROJECT001")]
public class DotnetProjectResource(string name, string workingDirectory) : ExecutableResource(name)
{
    public string WorkingDirectory => workingDirectory;
}
