using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Cli.Commands;

/// <summary>The options that name the store of a host, which is only visited: its schema is never changed.</summary>
internal sealed class StoreOptions
{
    private readonly Option<string?> _sqlite = new("--sqlite") { Description = "The SQLite file of a host.", HelpName = "file" };
    private readonly Option<string?> _settings = new("--settings") { Description = "A host's appsettings.json with the connection string of its PostgreSQL.", HelpName = "file" };
    private readonly Option<string?> _postgreSql = new("--postgresql") { Description = "The name of that connection string, in ConnectionStrings of --settings.", HelpName = "name" };
    private readonly Option<string?> _variable = new("--postgresql-env") { Description = "Instead of both: the environment variable that holds the connection string.", HelpName = "variable" };
    private readonly Option<string?> _schema = new("--schema") { Description = "The schema of the host's tables in PostgreSQL, where it is not the default.", HelpName = "name" };

    public void AddTo(Command command)
    {
        command.Options.Add(_sqlite);
        command.Options.Add(_settings);
        command.Options.Add(_postgreSql);
        command.Options.Add(_variable);
        command.Options.Add(_schema);
    }

    /// <summary>Does something with the services of a host that has this store and no system.</summary>
    public async Task<T> UseAsync<T>(ParseResult parsed, Terminal terminal, Func<IServiceProvider, Task<T>> use)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<StoreVisit>();
        IConnectorsBuilder hub = services.AddConnectorHub();
        hub.AddReconciliation();
        if (parsed.GetValue(_sqlite) is { } file)
        {
            hub.UseSqlite(File.Exists(file) ? Path.GetFullPath(file) : throw new InputException($"There is no file {file}; name the SQLite file of a host with --sqlite."));
        }
        else
        {
            hub.UsePostgreSql(ConnectionString(parsed, terminal), o => o.Schema = parsed.GetValue(_schema) ?? o.Schema);
        }

        ServiceProvider provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            return await use(provider).ConfigureAwait(false);
        }
    }

    /// <summary>It holds a password, so that it is no option: the machine's other users would see it.</summary>
    private string ConnectionString(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(_variable) is { } variable)
        {
            return terminal.Variable(variable) is { Length: > 0 } held && held.Contains('=', StringComparison.Ordinal)
                ? held : throw new InputException($"The environment variable {variable} holds no connection string, such as Host=…;Database=….");
        }

        if (parsed.GetValue(_settings) is not { } settings || parsed.GetValue(_postgreSql) is not { } name)
        {
            throw new InputException("The store is missing; name it with --sqlite, with --settings and --postgresql, or with --postgresql-env.");
        }

        try
        {
            return new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(settings)).Build().GetConnectionString(name) is { Length: > 0 } found
                ? found : throw new InputException($"{settings} has no connection string ConnectionStrings:{name}; name one that it has with --postgresql.");
        }
        catch (InvalidDataException)
        {
            throw new InputException($"{settings} is no JSON; name a host's appsettings.json.");
        }
    }
}
