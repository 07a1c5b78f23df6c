using System.Text;
using DistCache.Node.Commands;

namespace DistCache.Tests.Node.Commands;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("0", true)]
    [InlineData("-1", true)]
    [InlineData("9223372036854775807", true)]
    [InlineData("-9223372036854775808", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("-9223372036854775809", false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData("-0", false)]
    [InlineData("+1", false)]
    [InlineData("01", false)]
    [InlineData(" 1", false)]
    [InlineData("1 ", false)]
    [InlineData("1.0", false)]
    public void TryInteger_OnlyTheCanonicalForm(string text, bool expected) =>
        Numbers.TryInteger(Encoding.ASCII.GetBytes(text), out _).ShouldBe(expected);

    [Theory]
    [InlineData("0.1", "0.2", "0.3")]
    [InlineData("10.5", "0.1", "10.6")]
    [InlineData("5.0e3", "200", "5200")]
    [InlineData("1", "-1", "0")]
    [InlineData("-0.5", "0.5", "0")]
    [InlineData("3", "1.5000", "4.5")]
    [InlineData("1e-30", "0", "0")]
    [InlineData("1e300", "1", null)]
    [InlineData("1e308", "1e308", "")]
    [InlineData("inf", "1", "")]
    [InlineData("-Infinity", "1", "")]
    public void TryAdd_Numbers_SumWithoutNeedlessDigits(string left, string right, string? expected)
    {
        Numbers.TryAdd(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right), out var sum).ShouldBeTrue();
        if (expected == null)
        {
            sum.ShouldNotBeNull().Length.ShouldBe(301);
        }
        else
        {
            (sum ?? "").ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("nan")]
    public void TryAdd_OfWhatIsNoNumber_IsFalse(string text) => Numbers.TryAdd(Encoding.ASCII.GetBytes(text), "1"u8, out _).ShouldBeFalse();
}
