namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>What hangs together with what. Both directions are kept.</summary>
internal sealed class HubSpotAssociations(HubSpotRecords records, HubSpotEvents events)
{
    private static readonly SortedList<long, SortedSet<int>> None = [];
    private readonly List<HubSpotAssociationType> _types = [.. HubSpotAssociationType.BuiltIn];
    private readonly Dictionary<(string From, long Id, string To), SortedList<long, SortedSet<int>>> _links = [];

    public void Define(params HubSpotAssociationType[] types) => _types.AddRange(types);

    public HubSpotAssociationType? Default(HubSpotType from, HubSpotType to) => Between(from, to).FirstOrDefault(type => type.IsDefault);

    public HubSpotAssociationType? Find(HubSpotType from, HubSpotType to, int id) => Between(from, to).FirstOrDefault(type => type.Id == id);

    /// <summary>The way of which reading a record says the name.</summary>
    public HubSpotAssociationType? Named(HubSpotType from, HubSpotType to, string name) => Between(from, to).FirstOrDefault(type => type.Name == name);

    /// <summary>Stores a link as it was read; its other end may come later.</summary>
    public void Put(long from, long to, HubSpotAssociationType type)
    {
        Ways(Links(type.From, from, type.To), to).Add(type.Id);
        Ways(Links(type.To, to, type.From), from).Add(type.Inverse);
    }

    /// <summary>The records of a type that hang together with this one, with the ways in which they do.</summary>
    public IEnumerable<(HubSpotRecord Record, IEnumerable<HubSpotAssociationType> Types)> Of(HubSpotRecord from, HubSpotType to)
    {
        foreach ((long id, SortedSet<int> types) in _links.GetValueOrDefault((from.Type.Name, from.Id, to.Name), None))
        {
            if (records.Find(to, id) is { IsArchived: false } record)
            {
                yield return (record, types.Select(type => Find(from.Type, to, type)!));
            }
        }
    }

    /// <summary>Adds a link; a label implies the plain link, a new primary takes the place of the one before, and the first company is the primary one.</summary>
    public void Add(HubSpotRecord from, HubSpotRecord to, HubSpotAssociationType type, string source)
    {
        if (type.IsPrimary)
        {
            DropPrimary(from, to.Type, type);
        }

        Set(from, to, type);
        Set(from, to, Default(from.Type, to.Type)!);
        HubSpotAssociationType? primary = Between(from.Type, to.Type).FirstOrDefault(other => other.IsPrimary);
        if (primary is not null && Seen(from, to, primary) is var (child, company, seen) && !HasPrimary(child, company.Type, seen))
        {
            Set(child, company, seen);
        }

        events.Associated(from, to, removed: false, isPrimary: type.IsPrimary, source);
    }

    public void Remove(HubSpotRecord from, HubSpotRecord to, string source)
    {
        bool removed = Links(from.Type.Name, from.Id, to.Type.Name).Remove(to.Id);
        Links(to.Type.Name, to.Id, from.Type.Name).Remove(from.Id);
        if (removed)
        {
            events.Associated(from, to, removed: true, isPrimary: false, source);
        }
    }

    /// <summary>What hung together with the merged records now does with the survivor.</summary>
    public void Move(HubSpotType type, long old, HubSpotRecord survivor)
    {
        foreach (HubSpotType other in HubSpotType.Known)
        {
            foreach ((long id, SortedSet<int> ways) in Links(type.Name, old, other.Name).ToArray())
            {
                SortedList<long, SortedSet<int>> back = Links(other.Name, id, type.Name);
                back.Remove(old, out SortedSet<int>? inverse);
                back[survivor.Id] = inverse!;
                Links(type.Name, survivor.Id, other.Name)[id] = ways;
            }

            _links.Remove((type.Name, old, other.Name));
        }
    }

    private IEnumerable<HubSpotAssociationType> Between(HubSpotType from, HubSpotType to) => _types.Where(type => type.From == from.Name && type.To == to.Name);

    private void DropPrimary(HubSpotRecord from, HubSpotType to, HubSpotAssociationType type)
    {
        // The company is the one that there is only one of, from whichever side it is said.
        if (to.Name != "companies")
        {
            return;
        }

        foreach ((long id, SortedSet<int> ways) in Links(from.Type.Name, from.Id, to.Name))
        {
            ways.Remove(type.Id);
            Links(to.Name, id, from.Type.Name)[from.Id].Remove(type.Inverse);
        }
    }

    private (HubSpotRecord Child, HubSpotRecord Company, HubSpotAssociationType Seen) Seen(HubSpotRecord from, HubSpotRecord to, HubSpotAssociationType primary) =>
        to.Type.Name == "companies" ? (from, to, primary) : (to, from, Find(to.Type, from.Type, primary.Inverse)!);

    private bool HasPrimary(HubSpotRecord child, HubSpotType company, HubSpotAssociationType primary) =>
        Links(child.Type.Name, child.Id, company.Name).Values.Any(ways => ways.Contains(primary.Id));

    private void Set(HubSpotRecord from, HubSpotRecord to, HubSpotAssociationType type) => Put(from.Id, to.Id, type);

    private static SortedSet<int> Ways(SortedList<long, SortedSet<int>> links, long id)
    {
        links.TryAdd(id, []);
        return links[id];
    }

    private SortedList<long, SortedSet<int>> Links(string from, long id, string to)
    {
        if (!_links.TryGetValue((from, id, to), out SortedList<long, SortedSet<int>>? links))
        {
            _links[(from, id, to)] = links = [];
        }

        return links;
    }
}
