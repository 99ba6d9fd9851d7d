using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe;

/// <summary>
/// The objects of a kind by a value that filters ask for, sorted out once for all calls between two changes of the account. Values that are looked up by change
/// in place too, in calls that write and in what falls due.
/// </summary>
internal sealed class StripeLookups(StripeWorld world)
{
    private readonly Dictionary<(string Kind, string Path), ILookup<string?, JsonObject>> _lookups = [];
    private (long Objects, long Agenda) _asOf;

    /// <summary>Newest first.</summary>
    public IEnumerable<JsonObject> Of(string kind, string path, string value)
    {
        (long, long) now = (world.Objects.Changes, world.Agenda.Done);
        if (_asOf != now)
        {
            _lookups.Clear();
            _asOf = now;
        }

        if (!_lookups.TryGetValue((kind, path), out ILookup<string?, JsonObject>? lookup))
        {
            lookup = world.Objects.All(kind).ToLookup(o => StripePath.Read(o, path), StringComparer.Ordinal);
            _lookups[(kind, path)] = lookup;
        }

        return lookup[value];
    }
}
