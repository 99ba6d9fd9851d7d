using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Where the partner of a customer is now: partners are merged, deleted and replaced by hand.</summary>
internal sealed record PartnerPlace
{
    /// <summary>How a plan names it: by external id, which follows merges by itself, else by database id.</summary>
    public required JsonNode Reference { get; init; }

    /// <summary>Its database id, where it is known.</summary>
    public long? Id { get; init; }

    /// <summary>It was there, and nothing of it is left.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>What the identity map must learn.</summary>
    public IReadOnlyList<IdentityFact> Facts { get; init; } = [];

    public static PartnerPlace Find(PlanContext context, ExternalRef origin, RecordLink? record, EffectSummary? made, ErpCustomerMatch match)
    {
        JsonNode byKey = DocumentPlan.Ref(ErpKeys.ExternalId(EffectKinds.Customer, origin));
        (string System, long Id)? linked = context.LinkedPartner(record);
        (string System, long Id)? gone = match.IsLinkedGone ? linked : null;
        if (match.Own is long own)
        {
            return new PartnerPlace { Reference = byKey, Id = own, Facts = Merged(gone, own) };
        }

        if (linked?.Id is long there && !match.IsLinkedGone)
        {
            return new PartnerPlace { Reference = there, Id = there };
        }

        if (match is { Others: [long only], Related.Count: 0 })
        {
            return new PartnerPlace { Reference = only, Id = only, Facts = Merged(gone, only) };
        }

        bool wasThere = made is { State: EffectState.Applied };
        return new PartnerPlace
        {
            Reference = byKey,
            IsDeleted = wasThere,
            Facts = wasThere && gone is (string System, long Id) known ? [new IdentityFact.Deleted(Ref(known.System, known.Id))] : [],
        };
    }

    private static IReadOnlyList<IdentityFact> Merged((string System, long Id)? gone, long survivor) =>
        gone is (string system, long id) && id != survivor ? [new IdentityFact.Merged(Ref(system, id), Ref(system, survivor))] : [];

    private static ExternalRef Ref(string system, long id) => new(system, RecordKinds.Customer, id.ToString(CultureInfo.InvariantCulture));
}
