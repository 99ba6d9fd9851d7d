using Microsoft.Data.Sqlite;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A database file of its own, in the folder that BENCH_DIR names or the system's temporary one.</summary>
internal sealed class StoreFile : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(
        Path.Combine(Environment.GetEnvironmentVariable("BENCH_DIR") ?? Path.GetTempPath(), $"bench-{Guid.NewGuid():N}")).FullName;

    public string FilePath => Path.Combine(_folder, "hub.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
