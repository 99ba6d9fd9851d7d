using System.Data.Common;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>A fresh store of one seed. No two steps are ever under way at once: one connection serves all nodes, as if each had its own.</summary>
internal interface IStore : IDisposable
{
    /// <summary>The store's own dialect, asked about everything but time.</summary>
    StoreDialect Dialect { get; }

    DbConnection Connection { get; }

    /// <summary>Whether a statement is worth keeping prepared. If not, the store is a server that is waited for.</summary>
    bool KeepsStatements { get; }

    /// <summary>A statement without its parameters. One text is never used twice at once.</summary>
    DbCommand Command(string text);

    /// <summary>An SQL expression for the world's time, always the same text.</summary>
    string Now { get; }

    /// <summary>Tells the time that the next step takes place at.</summary>
    void SetTime(long milliseconds);

    /// <summary>Asks the store in plain SQL, beside the engine.</summary>
    List<T> Query<T>(string sql, Func<DbDataReader, T> map);
}
