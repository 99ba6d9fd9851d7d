using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>
/// An organisation of Salesforce for tests: token endpoint, queries, single records and collections, composite calls, what changed and
/// what was deleted, query jobs of the Bulk API, change events, outbound messages, and custom fields.
/// </summary>
public sealed class SalesforceEmulator : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SalesforceWorld _world;
    private readonly SalesforcePeople _people;
    private readonly VendorServer _server;

    /// <summary>Sets up an organisation without records, with the standard stages.</summary>
    /// <param name="options">What it stands for; the defaults when null.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    public SalesforceEmulator(SalesforceEmulatorOptions? options = null, TimeProvider? timeProvider = null)
    {
        options ??= new SalesforceEmulatorOptions();
        timeProvider ??= TimeProvider.System;
        _world = new SalesforceWorld(options, timeProvider);
        _people = new SalesforcePeople(_world, options);
        var service = new SalesforceService(options, _world);
        _server = new VendorServer(timeProvider, new Uri("http://salesforce.emulator.test"), call => Locked(() => service.Serve(call, Url)), SalesforceService.Refuse);
        _world.Records.Put("Organization", new JsonObject
        {
            ["Id"] = options.OrganizationId,
            ["Name"] = "Emulated organisation",
            ["IsSandbox"] = options.IsSandbox,
        });
        foreach (JsonObject stage in SalesforceStages.All())
        {
            _world.Records.Put("OpportunityStage", stage);
        }
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

    /// <summary>Asked before each record that a call or a person writes: the error it is refused with, or null. Nothing of a refused record is stored.</summary>
    public Func<SalesforceWrite, SalesforceWriteError?>? OnWrite
    {
        get => _world.Writer.OnWrite;
        set => _world.Writer.OnWrite = value;
    }

    /// <summary>Listens on a free port of 127.0.0.1.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When calls are answered.</returns>
    public Task StartAsync(CancellationToken cancellationToken = default) => _server.StartAsync(cancellationToken);

    /// <summary>A handler that answers without a socket, whatever host is called.</summary>
    /// <returns>The handler; it may be disposed of without harm to the emulator.</returns>
    public HttpMessageHandler CreateHandler() => new VendorHandler(_server);

    /// <summary>Makes a field known; a custom field needs this before a record or a call may use it. Records can be addressed by it.</summary>
    /// <param name="type">The type, for example <c>Account</c>.</param>
    /// <param name="name">The field, for example <c>Odoo_Id__c</c>.</param>
    /// <param name="fieldType">What a describe calls its type, for example <c>string</c>, <c>currency</c> or <c>date</c>.</param>
    /// <param name="isUnique">Whether no two records may have the same value.</param>
    /// <param name="picklist">The values of a picklist, for a describe.</param>
    public void DeclareField(string type, string name, string fieldType = "string", bool isUnique = false, params string[] picklist)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Locked(() =>
        {
            _world.Schema.Add(type);
            _world.Schema.Set(type, new SalesforceField(name, fieldType) { IsExternalId = SalesforceSchema.IsCustom(name), IsUnique = isUnique, Picklist = picklist });
        });
    }

    /// <summary>Takes a field away; records keep no value of it that is shown.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">The field.</param>
    public void RemoveField(string type, string name) => Locked(() => _world.Schema.Remove(type, name));

    /// <summary>Lets the integration user see and write a field that was made by the Tooling API, as a permission set does.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">The field.</param>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public void GrantField(string type, string name) => Locked(() =>
        _world.Schema.Set(type, (_world.Schema.Field(type, name) ?? throw new ArgumentException($"{type} has no field {name}.", nameof(name))) with { IsVisible = true, IsEditable = true, NeedsGrant = false }));

    /// <summary>Takes the integration user's access to a field away, until a permission set gives it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">The field.</param>
    /// <param name="keepsRead">Whether it may still be seen.</param>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public void RevokeField(string type, string name, bool keepsRead = false) => Locked(() => _world.Schema.Set(
        type,
        (_world.Schema.Field(type, name) ?? throw new ArgumentException($"{type} has no field {name}.", nameof(name))) with { IsVisible = keepsRead, IsReadable = keepsRead, IsEditable = false, NeedsGrant = true }));

    /// <summary>Stores a record, or replaces the one with its id. Nested children and parents become records of their own.</summary>
    /// <param name="sobject">The record with its <c>attributes.type</c> and <c>Id</c>, as the vendor answers it.</param>
    public void Put(JsonObject sobject)
    {
        ArgumentNullException.ThrowIfNull(sobject);
        string type = sobject["attributes"]?["type"]?.GetValue<string>()
            ?? throw new ArgumentException("A record needs attributes.type; use Load to name the type.", nameof(sobject));
        Locked(() => _world.Records.Put(type, sobject));
    }

    /// <summary>Stores one record, an array of records or the records of a query's answer.</summary>
    /// <param name="type">The type of the records.</param>
    /// <param name="json">The text.</param>
    public void Load(string type, string json)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        JsonNode? node = JsonNode.Parse(json);
        JsonArray records = node as JsonArray ?? node?["records"] as JsonArray ?? new JsonArray(node?.DeepClone());
        Locked(() =>
        {
            foreach (JsonNode? record in records)
            {
                _world.Records.Put(type, record as JsonObject ?? throw new ArgumentException("A record is a JSON object.", nameof(json)));
            }
        });
    }

    /// <summary>Makes a record as a person does, under the same rules as by the API.</summary>
    /// <param name="type">The type.</param>
    /// <param name="fields">The fields.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">The organisation refuses a field.</exception>
    public string Create(string type, JsonObject fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return Locked(() => _people.Create(type, fields));
    }

    /// <summary>Changes a record as a person does.</summary>
    /// <param name="type">The type.</param>
    /// <param name="id">The id, 15 or 18 characters.</param>
    /// <param name="fields">The fields; null clears one.</param>
    /// <exception cref="ArgumentException">There is no such record, or the organisation refuses a field.</exception>
    public void Update(string type, string id, JsonObject fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Locked(() => _people.Update(type, id, fields));
    }

    /// <summary>Deletes a record as a person does: it goes to the recycle bin with what hangs on it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="id">The id.</param>
    public void Delete(string type, string id) => Locked(() => _people.Delete(type, id));

    /// <summary>Takes a record out of the recycle bin as a person does.</summary>
    /// <param name="type">The type.</param>
    /// <param name="id">The id.</param>
    public void Undelete(string type, string id) => Locked(() => _people.Undelete(type, id));

    /// <summary>Merges accounts or contacts as a person does: the other goes to the recycle bin with the master's id in <c>MasterRecordId</c>.</summary>
    /// <param name="type"><c>Account</c> or <c>Contact</c>.</param>
    /// <param name="masterId">The record that stays.</param>
    /// <param name="otherId">The record that goes.</param>
    public void Merge(string type, string masterId, string otherId) => Locked(() => _people.Merge(type, masterId, otherId));

    /// <summary>The record as a call for it would show it, without making one.</summary>
    /// <param name="type">The type.</param>
    /// <param name="id">The id, 15 or 18 characters.</param>
    /// <returns>A copy, or null when there is none.</returns>
    public JsonObject? Find(string type, string id)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(id);
        return Locked(() => _world.Records.Find(type, id) is { } record ? _world.View.Whole(_world.Schema.TypeName(type)!, record) : null);
    }

    /// <summary>The ids of the records of a type that are not deleted, in the order in which they came.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The ids.</returns>
    public IReadOnlyList<string> Ids(string type) => Locked(() => _world.Records.All(type)
        .Where(record => record["IsDeleted"]?.GetValue<bool>() is not true)
        .Select(record => record["Id"]!.GetValue<string>())
        .ToArray());

    /// <summary>Makes the next pages of every query and of every query job that was begun so far unreachable: <c>INVALID_QUERY_LOCATOR</c>.</summary>
    public void LoseCursors() => Locked(() =>
    {
        _world.Queries.Lose();
        _world.Bulk.Lose();
    });

    /// <summary>Lets the next query job of the Bulk API end in the state <c>Failed</c>.</summary>
    public void FailNextBulkJob() => Locked(_world.Bulk.FailNext);

    /// <summary>Gives the connected app another client secret.</summary>
    /// <param name="secret">The new secret.</param>
    public void ChangeClientSecret(string secret) => Locked(() => _world.Tokens.ChangeSecret(secret));

    /// <summary>Whether changes happen without a change event, as when the vendor could not tell them; <see cref="TellGap"/> says so later.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool LosesChanges
    {
        get => _world.Changes.IsLosing;
        set => _world.Changes.IsLosing = value;
    }

    /// <summary>The records that notifications of outbound messages wait for, one for each notification.</summary>
    public IReadOnlyList<string> PendingNotifications => Locked(() => _world.Notices.Pending().Select(notice => notice.RecordId).ToArray());

    /// <summary>Captures changes of these types from now on.</summary>
    /// <param name="types">The types, for example <c>Opportunity</c>.</param>
    public void CaptureChanges(params string[] types) => Locked(() => _world.Changes.Capture(types));

    /// <summary>The change events of the last 72 hours as CometD brings them.</summary>
    /// <param name="after">The replay id after which to begin; −2 for all.</param>
    /// <returns>The events in the order in which they were committed.</returns>
    /// <exception cref="ArgumentException">The replay id is not kept any more, or never was one.</exception>
    public IReadOnlyList<JsonObject> ChangeEvents(long after = -2) => Locked(() => _world.Changes.Read(after).Select(evt => evt.Event).ToArray());

    /// <summary>Hands change events to a receiver, one after the other.</summary>
    /// <param name="receive">The receiver.</param>
    /// <param name="after">The replay id after which to begin; −2 for all that are kept.</param>
    /// <param name="delivery">In what disorder; in order and once when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The replay id to go on from.</returns>
    /// <exception cref="ArgumentException">The replay id is not kept any more, or never was one.</exception>
    public async Task<long> DeliverChangesAsync(
        Func<JsonObject, CancellationToken, Task> receive, long after = -2, SalesforceDelivery? delivery = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receive);
        IReadOnlyList<(long ReplayId, JsonObject Event)> events = Locked(() => _world.Changes.Read(after));
        foreach ((_, JsonObject evt) in Disorder.Of(events, delivery?.Seed, delivery?.Duplicates ?? 0))
        {
            await receive(evt, cancellationToken).ConfigureAwait(false);
        }

        return events.Count == 0 ? after : events[^1].ReplayId;
    }

    /// <summary>Tells that a record changed without saying how, whether it did or not.</summary>
    /// <param name="type">The type.</param>
    /// <param name="id">The record.</param>
    /// <param name="changeType"><c>GAP_CREATE</c>, <c>GAP_UPDATE</c>, <c>GAP_DELETE</c> or <c>GAP_UNDELETE</c>.</param>
    public void TellGap(string type, string id, string changeType = "GAP_UPDATE") => Locked(() => _world.Changes.Gap(type, SalesforceId.To18(id), changeType));

    /// <summary>Tells that more changed than change events can say: who listens has to read the whole type again.</summary>
    /// <param name="type">The type.</param>
    public void TellOverflow(string type) => Locked(() => _world.Changes.Overflow(type));

    /// <summary>Publishes a platform event; it is among the change events, with its name in <c>event.EventApiName</c>.</summary>
    /// <param name="name">The event's name, for example <c>Deal_Closed__e</c>.</param>
    /// <param name="fields">Its fields.</param>
    public void PublishEvent(string name, JsonObject fields)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(fields);
        Locked(() => _world.Changes.Publish(name, fields));
    }

    /// <summary>Sets up an outbound message: from now on each record of the type that is made or changed is notified.</summary>
    /// <param name="type">The type.</param>
    /// <param name="fields">The fields that it tells, the id always.</param>
    public void NotifyOn(string type, params string[] fields) => Locked(() => _world.Notices.Add(type, fields));

    /// <summary>Makes every token given out so far worthless.</summary>
    public void ExpireTokens() => Locked(_world.Tokens.ExpireAll);

    /// <summary>Closes the socket.</summary>
    /// <returns>When it is closed.</returns>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    internal IReadOnlyList<SalesforceNotice> TakeNotices() => Locked(_world.Notices.Pending);

    internal string Message(SalesforceAction action, IEnumerable<SalesforceNotice> notices) => Locked(() => _world.Message.Write(action, notices, Url));

    internal void Acknowledge(IEnumerable<SalesforceNotice> notices) => Locked(() => _world.Notices.Acknowledge(notices));

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
