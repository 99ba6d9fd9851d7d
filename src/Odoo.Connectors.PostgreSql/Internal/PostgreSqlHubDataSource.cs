using Npgsql;

namespace Odoo.Connectors.PostgreSql;

/// <summary>The pool of connections, each set up for the hub's schema and statements.</summary>
internal sealed class PostgreSqlHubDataSource : IDisposable, IAsyncDisposable
{
    // Sequential scans lock whole tables against serialisable neighbours; by an index only what was read is locked.
    // What has no index is then dear to the planner however small it is, and above jit_above_cost it would be compiled, which takes longer than the statement.
    private const string Planner = "-c enable_seqscan=off -c jit=off";

    public PostgreSqlHubDataSource(string connectionString, string schema)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            // The cause quotes what it was given.
            throw new ConnectorException(
                ErrorKind.Configuration, "The hub's PostgreSQL connection string cannot be read; write Host=…;Database=…;Username=…;Password=….");
        }

        settings.SearchPath = schema;
        settings.Options = string.IsNullOrEmpty(settings.Options) ? Planner : $"{settings.Options} {Planner}";
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 200);
        settings.AutoPrepareMinUsages = 2;
        settings.IncludeErrorDetail = false;
        settings.ApplicationName ??= "Odoo.Connectors";
        // A step is committed when it says so, whatever transaction its caller has around it.
        settings.Enlist = false;

        // What a step sets ends with its transaction, and the driver rolls back what is open: nothing needs to be put back for the next
        // borrower, which would cost each step a way to the server.
        settings.NoResetOnClose = true;
        Source = NpgsqlDataSource.Create(settings);
        settings.Multiplexing = false;
        settings.Pooling = false;
        Apart = NpgsqlDataSource.Create(settings);
        Schema = schema;
    }

    /// <summary>The pool. Who borrows from it leaves nothing behind in the session: no setting, no lock, no channel listened to.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Sessions that are changed, and so end with their use: those that listen or hold locks of their own.</summary>
    public NpgsqlDataSource Apart { get; }

    public string Schema { get; }

    public void Dispose()
    {
        Source.Dispose();
        Apart.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync().ConfigureAwait(false);
        await Apart.DisposeAsync().ConfigureAwait(false);
    }
}
