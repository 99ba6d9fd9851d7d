using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>
/// A PostgreSQL of this test process alone, made from the installed binaries, every commit on disk unless asked otherwise. A shell that holds our pipe
/// stops it and deletes its files when this process ends, however it ends.
/// </summary>
internal sealed class PostgreSqlCluster
{
    // As root we may not start it, and only its owner may read its files.
    private const string Script =
        """
        set -e; trap '' INT TERM HUP
        umask 077
        "$1/initdb" -D "$2/data" -U hub -A trust -E UTF8 --locale=C --no-sync >"$2/initdb.log" 2>&1
        start() { "$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses=127.0.0.1 -p "$port" -c fsync="$durable" -c synchronous_commit="$durable" -c full_page_writes="$durable" -c max_connections=200 -c autovacuum=off -c shared_buffers=64MB >>"$folder/server.log" 2>&1 & server=$!; }
        bin=$1; folder=$2; port=$3; durable=$4
        start
        while read -r command; do
          case "$command" in
            stop) kill -INT "$server"; wait "$server" || true; echo stopped ;;
            start) start; echo started ;;
          esac
        done
        kill -INT "$server" 2>/dev/null || true
        wait "$server" || true
        rm -rf "$folder/data" "$folder"/*.log
        rmdir "$folder" 2>/dev/null || true
        """;

    private static readonly Lazy<PostgreSqlCluster> Only = new(() => new PostgreSqlCluster());
    private static int _databases;
    private readonly string _folder;
    private readonly int _port = FreePort();
    private readonly Process _shell;

    private PostgreSqlCluster(bool isDurable = true)
    {
        _folder = Directory.CreateTempSubdirectory("pg-").FullName;
        ProcessStartInfo start = new() { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        string[] shell = ["/bin/sh", "-c", Script, "sh", FindBinaries(), _folder, _port.ToString(CultureInfo.InvariantCulture), isDurable ? "on" : "off"];
        if (Environment.IsPrivilegedProcess)
        {
            using (Process own = Process.Start("chown", ["postgres", _folder]))
            {
                own.WaitForExit();
            }

            shell = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. shell];
        }

        start.FileName = shell[0];
        foreach (string argument in shell[1..])
        {
            start.ArgumentList.Add(argument);
        }

        _shell = Process.Start(start)!;
        WaitUntilReady();
    }

    /// <summary>The cluster of this process, started when first asked for.</summary>
    public static PostgreSqlCluster Shared => Only.Value;

    /// <summary>A cluster of one's own, for tests that stop it.</summary>
    public static PostgreSqlCluster StartOwn() => new();

    /// <summary>A cluster of one's own that keeps nothing over a crash of the machine: what tests of the order of things need not wait for.</summary>
    public static PostgreSqlCluster StartForgetful() => new(isDurable: false);

    /// <summary>Makes an empty database, or a copy of one that nobody is connected to.</summary>
    /// <param name="like">That one's connection string.</param>
    /// <returns>Its connection string.</returns>
    public string NewDatabase(string? like = null)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"hub{Interlocked.Increment(ref _databases)}");
        using NpgsqlConnection connection = new(ConnectionString("postgres"));
        connection.Open();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = like is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {new NpgsqlConnectionStringBuilder(like).Database}";
        command.ExecuteNonQuery();
        return ConnectionString(name);
    }

    /// <summary>Stops the server at once, as a restart does: every connection is lost.</summary>
    public void Stop() => Tell("stop");

    public void Start()
    {
        Tell("start");
        WaitUntilReady();
    }

    public void End()
    {
        _shell.StandardInput.Close();
        _shell.WaitForExit();
    }

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = _port, Database = database, Username = "hub", Password = "not-a-real-one", MaxPoolSize = 40,
    }.ToString();

    private void Tell(string command)
    {
        _shell.StandardInput.WriteLine(command);
        _shell.StandardInput.Flush();
        _shell.StandardOutput.ReadLine();
    }

    private void WaitUntilReady()
    {
        string connectionString = $"{ConnectionString("postgres")};Pooling=false";
        for (long started = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                using NpgsqlConnection connection = new(connectionString);
                connection.Open();
                return;
            }
            catch (NpgsqlException) when (!_shell.HasExited && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60))
            {
                new ManualResetEventSlim().Wait(20);
            }
            catch (NpgsqlException e)
            {
                throw new InvalidOperationException($"PostgreSQL did not start; see {_folder}.", e);
            }
        }
    }

    private static string FindBinaries()
    {
        IEnumerable<string> installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture)).Select(d => Path.Combine(d, "bin"))
            : [];
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return installed.Concat(path).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "postgres")))
            ?? throw new InvalidOperationException("PostgreSQL's initdb and postgres were not found; install the package postgresql (15 or later).");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
