using System.Runtime.CompilerServices;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>
/// Puts what tests write for the moment (databases, clusters) into memory, where a Linux machine has room for it: they commit many
/// thousand times with all durability on, and none of them cuts the power. A TMPDIR that is set is left alone.
/// </summary>
internal static class ScratchFolder
{
    private const string Memory = "/dev/shm";
    private const long Room = 4L << 30;

    [ModuleInitializer]
    internal static void Use()
    {
        if (Environment.GetEnvironmentVariable("TMPDIR") is null && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Room)
        {
            Environment.SetEnvironmentVariable("TMPDIR", Memory);
        }
    }
}
