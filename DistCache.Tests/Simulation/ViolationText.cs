using System.Runtime.CompilerServices;

namespace DistCache.Tests.Simulation;

/// <summary>A message that is only put together where a check has failed: checks run millions of times.</summary>
[InterpolatedStringHandler]
public ref struct ViolationText
{
    private DefaultInterpolatedStringHandler _text;
    private readonly bool _isNeeded;

    public ViolationText(int literalLength, int formattedCount, bool holds, out bool isNeeded)
    {
        _isNeeded = isNeeded = !holds;
        _text = isNeeded ? new DefaultInterpolatedStringHandler(literalLength, formattedCount) : default;
    }

    public string Text => _isNeeded ? _text.ToStringAndClear() : "";

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);
}
