using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Odoo.Connectors.Benchmarks;

/// <summary>The clocks and facts of this machine.</summary>
internal static partial class Machine
{
    private const int ThreadCpuTime = 3;

    /// <summary>CPU time of the calling thread in milliseconds; wall time where the system has no such clock.</summary>
    public static double CpuMilliseconds()
    {
        if (OperatingSystem.IsLinux() && ReadClock(ThreadCpuTime, out TimeSpec time) == 0)
        {
            return (time.Seconds * 1e3) + (time.Nanoseconds / 1e6);
        }

        return WallMilliseconds();
    }

    public static double WallMilliseconds() => Stopwatch.GetTimestamp() * 1e3 / Stopwatch.Frequency;

    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    public static string GcNote() => Environment.GetEnvironmentVariable("DOTNET_GCgen0size") is string size
        ? $"gen0 budget {size}"
        : "gen0 budget by default (set DOTNET_GCgen0size to keep collections out of the rounds)";

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ReadClock(int clock, out TimeSpec time);

    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
