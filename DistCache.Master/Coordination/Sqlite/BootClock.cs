using System.Runtime.InteropServices;

namespace DistCache.Master.Coordination.Sqlite;

/// <summary>The machine's own clock.</summary>
/// <remarks>
/// On Linux it is <c>CLOCK_BOOTTIME</c>: <see cref="TimeProvider.GetTimestamp"/> reads <c>CLOCK_MONOTONIC</c>, which stands still while the
/// machine is suspended. Elsewhere it is the system's tick count, which all processes share too. Where the system names no boot, a lease
/// that was renewed later than now is of an earlier one; one that looks valid by chance ends a session time-out later at the latest.
/// </remarks>
internal sealed class BootClock : IBootClock
{
    private const int ClockBootTime = 7;
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    public string BootId { get; } = File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : "";

    public TimeSpan SinceBoot =>
        OperatingSystem.IsLinux() && ClockGetTime(ClockBootTime, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
            : TimeSpan.FromMilliseconds(Environment.TickCount64);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
