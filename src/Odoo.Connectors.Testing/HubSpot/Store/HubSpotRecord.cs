namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>A record, with what the search still believes of it.</summary>
internal sealed class HubSpotRecord(HubSpotType type, long id, DateTimeOffset createdAt)
{
    private readonly List<(DateTimeOffset VisibleFrom, HubSpotState State)> _states = [];

    public HubSpotType Type => type;

    public long Id => id;

    public DateTimeOffset CreatedAt => createdAt;

    public DateTimeOffset? ArchivedAt { get; set; }

    public bool IsArchived => ArchivedAt is not null;

    public HubSpotState Current => _states[^1].State;

    public void Become(HubSpotState state, DateTimeOffset visibleFrom) => _states.Add((visibleFrom, state));

    /// <summary>What the search knows of the record by now; null when it does not know it yet.</summary>
    public HubSpotState? Indexed(DateTimeOffset now)
    {
        int last = _states.Count - 1;
        while (last >= 0 && _states[last].VisibleFrom > now)
        {
            last--;
        }

        if (last > 0)
        {
            _states.RemoveRange(0, last);
            last = 0;
        }

        return last < 0 ? null : _states[0].State;
    }

    /// <summary>A property as it is read, stamps included.</summary>
    public string? Value(string name, HubSpotState state) => name switch
    {
        "hs_object_id" => id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "createdate" => HubSpotValue.Instant(createdAt),
        _ when name == type.Modified => HubSpotValue.Instant(state.UpdatedAt),
        _ => state.Value(name),
    };
}
