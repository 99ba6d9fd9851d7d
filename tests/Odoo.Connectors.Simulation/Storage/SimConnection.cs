using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>A connection whose end gives the baton back: by then everything is committed or rolled back.</summary>
internal sealed class SimConnection(DbConnection inner, World world, bool keeps) : DbConnection
{
    public DbConnection Inner => inner;

    public World World => world;

    /// <summary>Whether its actor goes on at once when the step is over.</summary>
    public bool IsHurried { get; set; }

    public string Label { get; set; } = "read";

    public bool Wakes { get; set; }

    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => inner.ConnectionString = value;
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Open() => inner.Open();

    public override void Close() => inner.Close();

    public override async ValueTask DisposeAsync()
    {
        if (!keeps)
        {
            await inner.DisposeAsync();
        }

        await world.Scheduler.ParkAsync(Label, first: IsHurried);
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new SimTransaction(this, inner.BeginTransaction(isolationLevel));

    protected override DbCommand CreateDbCommand() => new SimCommand(this, inner.CreateCommand());

    protected override void Dispose(bool disposing)
    {
        if (disposing && !keeps)
        {
            inner.Dispose();
        }
    }
}
