namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>Leads a call to the part that answers it.</summary>
internal sealed class HubSpotService
{
    private readonly HubSpotWorld _world;
    private readonly HubSpotLimits _limits;
    private readonly HubSpotScopes _scopes;
    private readonly HubSpotBatchCalls _batches;
    private readonly HubSpotSearch _search;
    private readonly HubSpotPropertyCalls _properties;
    private readonly HubSpotAssociationCalls _associations;
    private readonly HubSpotAssociationBatches _associationBatches;

    public HubSpotService(HubSpotWorld world, HubSpotEmulatorOptions options, TimeProvider clock)
    {
        _world = world;
        _limits = new HubSpotLimits(options, clock);
        _scopes = new HubSpotScopes(options);
        _batches = new HubSpotBatchCalls(world.Records, world.Schema, world.Writer, world.View, options, clock);
        _search = new HubSpotSearch(world.Records, world.Schema, world.View, clock);
        _properties = new HubSpotPropertyCalls(world.Schema, clock);
        _associations = new HubSpotAssociationCalls(world.Records, world.Associations);
        _associationBatches = new HubSpotAssociationBatches(_associations, world.Associations, world.Records, clock);
    }

    public VendorAnswer Serve(VendorCall call)
    {
        try
        {
            if (call.Path.StartsWith("/oauth/", StringComparison.Ordinal) && call.Path.EndsWith("/token", StringComparison.Ordinal))
            {
                return _world.Tokens.Give(call);
            }

            HubSpotCaller caller = _world.Tokens.Check(call);
            bool isSearch = call.Path.EndsWith("/search", StringComparison.Ordinal);
            VendorAnswer answer = _limits.Count(caller, isSearch, call.Sequence) ?? Answer(call);
            return _limits.Tell(answer, caller, isSearch);
        }
        catch (HubSpotRefusal refusal)
        {
            return refusal.ToAnswer(call.Sequence);
        }
    }

    public static VendorAnswer Refuse(EmulatorFault fault) => fault switch
    {
        EmulatorFault.RateLimited => HubSpotLimits.TooMany("TEN_SECONDLY_ROLLING", "ten_secondly_rolling", 0),
        EmulatorFault.LockError => new HubSpotRefusal(423, "The record is locked by another request.").ToAnswer(0),
        EmulatorFault.Migrating => new HubSpotRefusal(477, "This account is being migrated between data centers.").ToAnswer(0).With("Retry-After", "3600"),
        _ => new HubSpotRefusal(503, "The service is unavailable.").ToAnswer(0),
    };

    private VendorAnswer Answer(VendorCall call)
    {
        try
        {
            return HubSpotCall.Read(call) is { } read ? Routed(read) : throw HubSpotRefusal.NotEmulated(call.ToString());
        }
        catch (HubSpotRefusal refusal)
        {
            return refusal.ToAnswer(call.Sequence);
        }
    }

    private VendorAnswer Routed(HubSpotCall call)
    {
        switch (call.Area, call.Rest)
        {
            case ("account-info", _):
                return _world.Directory.Account(call);
            case ("owners", _):
                _scopes.Need("crm.objects.owners.read");
                return _world.Directory.OwnersPage(call);
            case ("pipelines", _):
                _scopes.Need("crm.schemas.deals.read", "crm.objects.deals.read");
                return _world.Directory.Pipelines(call);
            case ("properties", [var type, .. var rest]):
                _scopes.Need($"crm.schemas.{Type(call, type).Name}.{(call.Method == "GET" ? "read" : "write")}");
                return _properties.Serve(call, Type(call, type), rest);
            case ("associations", [var from, var to, "batch", .. var what]):
                _scopes.Need($"crm.objects.{Type(call, from).Name}.{(what is ["read"] ? "read" : "write")}");
                return _associationBatches.Serve(call, Type(call, from), Type(call, to), what);
            case ("objects", [var type, .. var rest]):
                _scopes.NeedObjects(call, Type(call, type), rest);
                return Objects(call, Type(call, type), rest);
            default:
                throw call.NotEmulated();
        }
    }

    private VendorAnswer Objects(HubSpotCall call, HubSpotType type, string[] rest) => rest switch
    {
        ["search"] when call.Method == "POST" => _search.Serve(call, type),
        ["batch", var what] => _batches.Serve(call, type, what),
        [var id, "associations", .. var more] => _associations.Serve(call, type, id, more),
        _ => _world.Objects.Serve(call, type, rest),
    };

    private static HubSpotType Type(HubSpotCall call, string name) => HubSpotType.Find(name) ?? throw call.NotEmulated();
}
