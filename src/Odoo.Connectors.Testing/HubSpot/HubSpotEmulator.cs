using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.HubSpot;

namespace Odoo.Connectors.Testing;

/// <summary>
/// A portal of HubSpot for tests: companies, contacts, deals, products and line items with their properties and associations,
/// search, batches, pipelines, owners, tokens, limits, and webhooks of what happens.
/// </summary>
public sealed class HubSpotEmulator : IAsyncDisposable
{
    private const string Person = "CRM_UI";
    private readonly Lock _gate = new();
    private readonly HubSpotWorld _world;
    private readonly HubSpotLoader _loader;
    private readonly VendorServer _server;

    /// <summary>Sets up a portal without records, with the default pipeline.</summary>
    /// <param name="options">What it stands for; the defaults when null.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    public HubSpotEmulator(HubSpotEmulatorOptions? options = null, TimeProvider? timeProvider = null)
    {
        options ??= new HubSpotEmulatorOptions();
        TimeProvider clock = timeProvider ?? TimeProvider.System;
        _world = new HubSpotWorld(options, clock);
        _loader = new HubSpotLoader(_world, clock);
        var service = new HubSpotService(_world, options, clock);
        _server = new VendorServer(clock, new Uri("http://hubspot.emulator.test"), call => Locked(() => service.Serve(call)), HubSpotService.Refuse);
    }

    /// <summary>The address of the API: that of the socket once <see cref="StartAsync"/> is done.</summary>
    public Uri Url => _server.Url;

    /// <summary>Decides for each call, before it is carried out, what goes wrong with it.</summary>
    public Func<VendorCall, EmulatorFault>? OnCall
    {
        get => _server.OnCall;
        set => _server.OnCall = value;
    }

    /// <summary>Every call so far, those that went wrong included.</summary>
    public IReadOnlyList<VendorCall> Calls => _server.Calls;

    /// <summary>Copies of the events that happened, are subscribed to and were not accepted by a receiver yet.</summary>
    public IReadOnlyList<JsonObject> PendingEvents => Locked(() => _world.Events.Pending.Select(evt => (JsonObject)evt.DeepClone()).ToArray());

    /// <summary>Listens on a free port of 127.0.0.1.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When calls are answered.</returns>
    public Task StartAsync(CancellationToken cancellationToken = default) => _server.StartAsync(cancellationToken);

    /// <summary>A handler that answers without a socket, whatever host is called.</summary>
    /// <returns>The handler; it may be disposed of without harm to the emulator.</returns>
    public HttpMessageHandler CreateHandler() => new VendorHandler(_server);

    /// <summary>Makes a property known, as a person does in the settings.</summary>
    /// <param name="type">The type, for example <c>deals</c>.</param>
    /// <param name="name">The internal name.</param>
    /// <param name="kind"><c>string</c>, <c>number</c>, <c>date</c>, <c>datetime</c>, <c>bool</c> or <c>enumeration</c>.</param>
    /// <param name="isUnique">Whether no two records may have the same value.</param>
    /// <param name="options">The values that an enumeration admits; any when there are none.</param>
    public void DefineProperty(string type, string name, string kind = "string", bool isUnique = false, params string[] options) => Locked(() =>
        _world.Schema.Set(HubSpotType.Of(type), new HubSpotProperty(name, kind)
        {
            GroupName = HubSpotBuiltIns.Group(HubSpotType.Of(type)),
            IsUnique = isUnique,
            Options = [.. options.Select(option => (option, option))],
        }));

    /// <summary>Takes a property away, as a person does in the settings; records keep no value of it that is shown.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">The internal name.</param>
    public void RemoveProperty(string type, string name) => Locked(() => _world.Schema.Remove(HubSpotType.Of(type), name));

    /// <summary>Makes a label of associations known, in both directions.</summary>
    /// <param name="from">The first type.</param>
    /// <param name="to">The second type.</param>
    /// <param name="label">The label.</param>
    /// <param name="typeId">The number of the label seen from the first type.</param>
    /// <param name="inverseTypeId">The number seen from the second type.</param>
    public void DefineAssociationLabel(string from, string to, string label, int typeId, int inverseTypeId) => Locked(() =>
        _world.Associations.Define(HubSpotAssociationType.Both(HubSpotType.Of(from).Name, HubSpotType.Of(to).Name, typeId, inverseTypeId, label, "USER_DEFINED")));

    /// <summary>Stores records as HubSpot answers them, with their associations: one, an array, or the <c>results</c> of a page. The search knows them at once.</summary>
    /// <param name="type">The type, for example <c>deals</c>.</param>
    /// <param name="json">The text.</param>
    public void Load(string type, string json) => Locked(() => _loader.Records(HubSpotType.Of(type), json));

    /// <summary>Stores pipelines as HubSpot answers them; one of a known id is replaced.</summary>
    /// <param name="json">An answer with <c>results</c>, an array or one pipeline.</param>
    public void LoadPipelines(string json) => Locked(() => HubSpotLoader.Each(json, _world.Pipelines.Set));

    /// <summary>Stores owners as HubSpot answers them.</summary>
    /// <param name="json">An answer with <c>results</c>, an array or one owner.</param>
    public void LoadOwners(string json) => Locked(() => HubSpotLoader.Each(json, _world.Directory.Owners.Add));

    /// <summary>Creates a record as a person does, under the same rules as by the API.</summary>
    /// <param name="type">The type.</param>
    /// <param name="properties">The values.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">The portal refuses a value.</exception>
    public string Create(string type, params (string Name, string Value)[] properties) =>
        Locked(() => HubSpotLoader.AsPerson(() => _world.Records.Create(HubSpotType.Of(type), _world.Writer.Check(HubSpotType.Of(type), Values(properties), null), Person)));

    /// <summary>Changes a record as a person does.</summary>
    /// <param name="type">The type.</param>
    /// <param name="id">The id.</param>
    /// <param name="properties">The values; an empty one clears.</param>
    /// <exception cref="ArgumentException">There is no such record, or the portal refuses a value.</exception>
    public void Update(string type, string id, params (string Name, string Value)[] properties) => Locked(() => HubSpotLoader.AsPerson(() =>
    {
        HubSpotRecord record = _loader.Existing(type, id);
        _world.Records.Update(record, _world.Writer.Check(record.Type, Values(properties), record), Person);
        return record;
    }));

    /// <summary>Deletes a record as a person does: it is archived.</summary>
    /// <param name="type">The type.</param>
    /// <param name="id">The id.</param>
    public void Archive(string type, string id) => Locked(() => _world.Records.Archive(_loader.Existing(type, id), Person));

    /// <summary>Restores an archived record as a person does.</summary>
    /// <param name="type">The type.</param>
    /// <param name="id">The id.</param>
    public void Restore(string type, string id) => Locked(() => _world.Records.Restore(_loader.Existing(type, id), Person));

    /// <summary>Merges two records as a person does: a new one takes the place of both.</summary>
    /// <param name="type">The type.</param>
    /// <param name="primaryId">The record whose values win.</param>
    /// <param name="otherId">The other record.</param>
    /// <returns>The id of the new record; both old ids lead to it.</returns>
    public string Merge(string type, string primaryId, string otherId) =>
        Locked(() => HubSpotLoader.AsPerson(() => _world.Objects.Merge(_loader.Existing(type, primaryId), _loader.Existing(type, otherId), Person)));

    /// <summary>Associates two records as a person does.</summary>
    /// <param name="fromType">The first type.</param>
    /// <param name="fromId">The first record.</param>
    /// <param name="toType">The second type.</param>
    /// <param name="toId">The second record.</param>
    /// <param name="typeId">The number of the association seen from the first type; the plain one when null.</param>
    public void Associate(string fromType, string fromId, string toType, string toId, int? typeId = null) => Locked(() => HubSpotLoader.AsPerson(() =>
    {
        (HubSpotRecord from, HubSpotRecord to) = (_loader.Existing(fromType, fromId), _loader.Existing(toType, toId));
        HubSpotAssociationType way = (typeId is { } number ? _world.Associations.Find(from.Type, to.Type, number) : _world.Associations.Default(from.Type, to.Type))
            ?? throw new ArgumentException($"There is no such association between {fromType} and {toType}.", nameof(typeId));
        _world.Associations.Add(from, to, way, Person);
        return from;
    }));

    /// <summary>A record with all its values, without a call.</summary>
    /// <param name="type">The type.</param>
    /// <param name="id">The id, also one that was merged.</param>
    /// <returns>The record as HubSpot answers it, archived or not; null when there is none.</returns>
    public JsonObject? Find(string type, string id) => Locked(() => _world.Records.Find(HubSpotType.Of(type), id) is { } record
        ? _world.View.Read(record, record.Current, [.. record.Current.Properties.Keys])
        : null);

    /// <summary>The ids of the records of a type that are not archived, in ascending order.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The ids.</returns>
    public IReadOnlyList<string> Ids(string type) => Locked(() => _world.Records.All(HubSpotType.Of(type)).Values
        .Where(record => !record.IsArchived)
        .Select(record => record.Value("hs_object_id", record.Current)!)
        .ToArray());

    /// <summary>Subscribes the app to events; what happened before is not told.</summary>
    /// <param name="subscriptionType">For example <c>deal.creation</c>, <c>deal.propertyChange</c> or <c>company.merge</c>; <c>object.*</c> is not emulated.</param>
    /// <param name="propertyName">The property of a <c>propertyChange</c>.</param>
    /// <exception cref="ArgumentException">There is no such subscription.</exception>
    public void Subscribe(string subscriptionType, string? propertyName = null) => Locked(() => _loader.Subscribe(subscriptionType, propertyName));

    /// <summary>Makes every access token of the OAuth app expire now.</summary>
    public void ExpireTokens() => Locked(_world.Tokens.ExpireAll);

    /// <summary>Makes the refresh token worthless, as uninstalling the app does.</summary>
    public void RevokeRefreshToken() => Locked(_world.Tokens.Revoke);

    /// <summary>Gives the private app another access token; the one before is worthless.</summary>
    /// <param name="token">The new token.</param>
    public void RotatePrivateAppToken(string token) => Locked(() => _world.Tokens.PrivateAppToken = token);

    /// <summary>Gives the OAuth app another client secret.</summary>
    /// <param name="secret">The new secret.</param>
    public void ChangeClientSecret(string secret) => Locked(() => _world.Tokens.ChangeSecret(secret));

    /// <summary>Closes the socket.</summary>
    /// <returns>When it is closed.</returns>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    internal IReadOnlyList<JsonObject> TakePending() => Locked(() => _world.Events.Pending.ToArray());

    internal void Settle(IEnumerable<JsonObject> batch, bool accepted, int mostAttempts) => Locked(() => _world.Events.Settle(batch, accepted, mostAttempts));

    private static IEnumerable<KeyValuePair<string, string>> Values((string Name, string Value)[] properties) =>
        properties.Select(property => KeyValuePair.Create(property.Name, property.Value));

    private void Locked(Action what)
    {
        lock (_gate)
        {
            what();
        }
    }

    private T Locked<T>(Func<T> what)
    {
        lock (_gate)
        {
            return what();
        }
    }
}
