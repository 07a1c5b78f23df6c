using System.Diagnostics;
using System.Text;
using DistCache.Node.Commands.Scanning;

namespace DistCache.Tests.Node.Commands.Scanning;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("a*c", "abbbc", true)]
    [InlineData("a*c", "abbbcd", false)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("?", "", false)]
    [InlineData("h[^e]llo", "hallo", true)]
    [InlineData("h[^e]llo", "hello", false)]
    [InlineData("[c-a]", "b", true)]
    [InlineData(@"\*", "*", true)]
    [InlineData(@"\*", "a", false)]
    [InlineData(@"[\]]", "]", true)]
    [InlineData("[abc", "b", true)]
    [InlineData(@"a\", @"a\", true)]
    [InlineData("*[0-9]?x", "abc12x", true)]
    public void IsMatch_Examples(string pattern, string text, bool expected) => Match(pattern, text).ShouldBe(expected);

    [Fact]
    public void IsMatch_OfManyStars_TakesNoExponentialTime()
    {
        var pattern = string.Concat(Enumerable.Repeat("a*", 200)) + "b";
        var watch = Stopwatch.StartNew();
        Match(pattern, new string('a', 20_000)).ShouldBeFalse();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5), "a backtracking matcher would need longer than the universe has");
    }

    private static bool Match(string pattern, string text) =>
        GlobPattern.IsMatch(Encoding.Latin1.GetBytes(pattern), Encoding.Latin1.GetBytes(text));
}
