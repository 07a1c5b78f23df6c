using System.Text;
using DistCache.Core.Hashing;

namespace DistCache.Tests.Core.Hashing;

public sealed class SlotIdTests
{
    [Theory]
    [InlineData("123456789", 0x31C3)]
    [InlineData("", 0)]
    public void Crc16_OfTheStandardCheckInput_IsTheStandardCheckValue(string text, int expected) =>
        Crc16.Compute(Encoding.ASCII.GetBytes(text)).ShouldBe((ushort)expected);

    /// <summary>Expected values are what <c>CLUSTER KEYSLOT</c> of redis-server 7.0 answers.</summary>
    [Theory]
    [InlineData("foo", 12182)]
    [InlineData("{foo}.bar", 12182)]
    [InlineData("a{foo}{bar}", 12182)]
    [InlineData("foo{}", 5542)]
    [InlineData("", 0)]
    public void OfKey_AnyKey_IsRedisClustersSlot(string key, int expected) =>
        SlotId.OfKey(Encoding.ASCII.GetBytes(key)).Value.ShouldBe(expected);

    [Theory]
    [InlineData(-1)]
    [InlineData(SlotId.SlotCount)]
    public void Constructor_OutOfRange_Throws(int value) => Should.Throw<ArgumentOutOfRangeException>(() => new SlotId(value));
}
