using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Where a customer is in the site, or will be.</summary>
internal sealed record CustomerPlace
{
    /// <summary>Its id; that of ours where it is to be made.</summary>
    public required string Id { get; init; }

    /// <summary>Whether the site is known to have it.</summary>
    public bool IsThere { get; init; }

    /// <summary>What was found in the site and is not linked yet.</summary>
    public ExternalRef? Found { get; init; }

    /// <summary>The CRM's account id of it, where the hub knows one.</summary>
    public string? CrmId { get; init; }

    /// <summary>Why a person must say which it is.</summary>
    public CaseReason? Ask { get; init; }

    /// <summary>Whether all that this stands on is known.</summary>
    public bool IsKnown { get; init; } = true;

    public static CustomerPlace Of(string system, ExternalRef source, Customer customer, Known known, ChargebeeOptions options)
    {
        if (!known.TryLink(source, out RecordLink? link))
        {
            return new CustomerPlace { Id = "", IsKnown = false };
        }

        ExternalRef origin = link?.Origin ?? source;
        string own = OwnId.Of(known.DocumentKey(system, EffectKinds.Customer, origin));
        string? crmId = source.System == options.CrmSystem ? source.Id : options.CrmSystem is { } crm ? link?.IdIn(crm, RecordKinds.Customer) : null;
        if ((source.System == system ? source.Id : link?.IdIn(system, RecordKinds.Customer)) is { } id)
        {
            return new CustomerPlace { Id = id, IsThere = true, CrmId = crmId };
        }

        CustomerMatch? match = null;
        if (CustomerQuestion.Of(system, customer, crmId, options) is { } question && !known.TryRead(question, out match))
        {
            return new CustomerPlace { Id = own, IsKnown = false };
        }

        CustomerPlace fresh = new() { Id = own, CrmId = crmId };
        IReadOnlyList<CustomerHit> hits = match?.Hits ?? [];
        return hits.Count == 0 || hits.Any(h => h.Id == own) ? fresh
            : hits is [{ } only] && (only.CrmId is null || crmId is null || only.CrmId == crmId)
                ? fresh with { Id = only.Id, IsThere = true, Found = new ExternalRef(system, RecordKinds.Customer, only.Id) }
                : fresh with { Ask = Ambiguous(system, source, hits) };
    }

    private static CaseReason Ambiguous(string system, ExternalRef source, IReadOnlyList<CustomerHit> hits) => new(
        ErrorKind.Conflict,
        "ambiguous-match",
        $"{hits.Count} customers of '{system}' (ids {string.Join(", ", hits.Select(h => h.Id))}) hold the CRM's id or another match key of {source} and are not surely it; link it to the right one, or give them different values, then retry.");
}
