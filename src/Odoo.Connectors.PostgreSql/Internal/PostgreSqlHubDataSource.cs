using Npgsql;

namespace Odoo.Connectors.PostgreSql;

/// <summary>The pool of connections, each set up for the hub's schema and statements.</summary>
internal sealed class PostgreSqlHubDataSource : IDisposable, IAsyncDisposable
{
    // Sequential scans lock whole tables against serialisable neighbours; by an index only what was read is locked.
    private const string Planner = "-c enable_seqscan=off";

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

        // No step leaves anything behind in its session, so that nothing needs to be put back for the next one.
        settings.NoResetOnClose = true;
        Source = NpgsqlDataSource.Create(settings);
        settings.Pooling = false;
        Listening = NpgsqlDataSource.Create(settings);
        Schema = schema;
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>Connections that listen. They are of no use to anybody else afterwards.</summary>
    public NpgsqlDataSource Listening { get; }

    public string Schema { get; }

    public void Dispose()
    {
        Source.Dispose();
        Listening.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync().ConfigureAwait(false);
        await Listening.DisposeAsync().ConfigureAwait(false);
    }
}
