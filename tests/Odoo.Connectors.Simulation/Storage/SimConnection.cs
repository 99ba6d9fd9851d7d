using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>The world's one connection, watched; its end ends nothing.</summary>
internal sealed class SimConnection(World world) : DbConnection
{
    public DbConnection Inner => world.Store.Connection;

    public World World => world;

    /// <summary>Whether what is being written may be work for somebody.</summary>
    public bool Wakes { get; set; }

    /// <summary>What is wrong if the statement under way takes effect.</summary>
    public string? Taken { get; set; }

    [AllowNull]
    public override string ConnectionString
    {
        get => Inner.ConnectionString;
        set => Inner.ConnectionString = value;
    }

    public override string Database => Inner.Database;

    public override string DataSource => Inner.DataSource;

    public override string ServerVersion => Inner.ServerVersion;

    public override ConnectionState State => Inner.State;

    public override void ChangeDatabase(string databaseName) => Inner.ChangeDatabase(databaseName);

    public override void Open() => Inner.Open();

    public override void Close() => Inner.Close();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException("The dialect begins transactions.");

    protected override DbCommand CreateDbCommand() => new SimCommand(this);
}
