using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>An organisation of Salesforce for tests: token endpoint, queries, reading and writing records.</summary>
public sealed class SalesforceEmulator : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SalesforceSchema _schema = new();
    private readonly SalesforceRecords _records;
    private readonly SalesforceTokens _tokens;
    private readonly SalesforceView _view;
    private readonly VendorServer _server;

    /// <summary>Sets up an organisation without records.</summary>
    /// <param name="options">What it stands for; the defaults when null.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    public SalesforceEmulator(SalesforceEmulatorOptions? options = null, TimeProvider? timeProvider = null)
    {
        options ??= new SalesforceEmulatorOptions();
        timeProvider ??= TimeProvider.System;
        _records = new SalesforceRecords(_schema, timeProvider);
        _tokens = new SalesforceTokens(options, timeProvider);
        _view = new SalesforceView(_schema, options.ApiVersion);
        var queries = new SalesforceQueries(new SoqlRunner(_schema, _records, _view), options);
        var service = new SalesforceService(options, _tokens, queries, new SalesforceObjects(_schema, _records, _view));
        _server = new VendorServer(timeProvider, new Uri("http://salesforce.emulator.test"), call => Serve(service, call), SalesforceService.Refuse);
        _records.Put("Organization", new JsonObject
        {
            ["Id"] = options.OrganizationId,
            ["Name"] = "Emulated organisation",
            ["IsSandbox"] = options.IsSandbox,
        });
    }

    /// <summary>The address to log in at, and the instance's own: that of the socket once <see cref="StartAsync"/> is done.</summary>
    public Uri Url => _server.Url;

    /// <summary>Decides for each call, before it is carried out, what goes wrong with it.</summary>
    public Func<VendorCall, EmulatorFault>? OnCall
    {
        get => _server.OnCall;
        set => _server.OnCall = value;
    }

    /// <summary>Every call so far, those that went wrong included.</summary>
    public IReadOnlyList<VendorCall> Calls => _server.Calls;

    /// <summary>Listens on a free port of 127.0.0.1.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When calls are answered.</returns>
    public Task StartAsync(CancellationToken cancellationToken = default) => _server.StartAsync(cancellationToken);

    /// <summary>A handler that answers without a socket, whatever host is called.</summary>
    /// <returns>The handler; it may be disposed of without harm to the emulator.</returns>
    public HttpMessageHandler CreateHandler() => new VendorHandler(_server);

    /// <summary>Makes a field known; a custom field needs this before a record or a call may use it.</summary>
    /// <param name="type">The type, for example <c>Account</c>.</param>
    /// <param name="name">The field, for example <c>Odoo_Id__c</c>.</param>
    public void DeclareField(string type, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        lock (_gate)
        {
            _schema.Add(type, name);
        }
    }

    /// <summary>Stores a record, or replaces the one with its id. Nested children and parents become records of their own.</summary>
    /// <param name="sobject">The record with its <c>attributes.type</c> and <c>Id</c>, as the vendor answers it.</param>
    public void Put(JsonObject sobject)
    {
        ArgumentNullException.ThrowIfNull(sobject);
        string type = sobject["attributes"]?["type"]?.GetValue<string>()
            ?? throw new ArgumentException("A record needs attributes.type; use Load to name the type.", nameof(sobject));
        lock (_gate)
        {
            _records.Put(type, sobject);
        }
    }

    /// <summary>Stores one record, an array of records or the records of a query's answer.</summary>
    /// <param name="type">The type of the records.</param>
    /// <param name="json">The text.</param>
    public void Load(string type, string json)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        JsonNode? node = JsonNode.Parse(json);
        JsonArray records = node as JsonArray ?? node?["records"] as JsonArray ?? new JsonArray(node?.DeepClone());
        lock (_gate)
        {
            foreach (JsonNode? record in records)
            {
                _records.Put(type, record as JsonObject ?? throw new ArgumentException("A record is a JSON object.", nameof(json)));
            }
        }
    }

    /// <summary>The record as a call for it would show it, without making one.</summary>
    /// <param name="type">The type.</param>
    /// <param name="id">The id, 15 or 18 characters.</param>
    /// <returns>A copy, or null when there is none.</returns>
    public JsonObject? Find(string type, string id)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(id);
        lock (_gate)
        {
            return _records.Find(type, id) is { } record ? _view.Whole(_schema.TypeName(type)!, record) : null;
        }
    }

    /// <summary>Makes every token given out so far worthless.</summary>
    public void ExpireTokens()
    {
        lock (_gate)
        {
            _tokens.ExpireAll();
        }
    }

    /// <summary>Closes the socket.</summary>
    /// <returns>When it is closed.</returns>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private VendorAnswer Serve(SalesforceService service, VendorCall call)
    {
        lock (_gate)
        {
            return service.Serve(call, Url);
        }
    }
}
