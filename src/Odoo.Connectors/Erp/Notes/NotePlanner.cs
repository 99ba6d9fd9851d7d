using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Plans notes: in the chatter of an invoice, a credit note or a partner, each once.</summary>
internal static class NotePlanner
{
    private const string Key = "log";

    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        LedgerNote note = (LedgerNote)intent.Record;
        bool isPartner = note.On.Kind == RecordKinds.Customer;
        JsonNode? on = null;
        bool known = context.TrySetup(out ErpSetup setup);
        known &= note.On.System == context.System ? TryOwn(note.On, out on)
            : isPartner ? context.TryPartner(intent.Customer!, out on) : TryDocument(context, note.On, out on);
        if (!known)
        {
            return PlanResult.Needs;
        }

        string id = IdOf(intent);
        NotePlan plan = new(ErpKeys.ExternalId(Key, intent.Source with { Id = id }), setup.CompanyId, isPartner ? BookReader.Partner : BookReader.Move, on!, note.Head, note.Lines);
        return new PlanResult.Send(new EffectPlan { Subject = $"{Key}/{intent.Source.System}/{id}", Payload = plan.ToString(), Way = ErpWays.Note });
    }

    /// <summary>One that tells of several things, or of one thing several times, is told apart as the effects are.</summary>
    public static string IdOf(Intent intent) => $"{intent.Source.Kind}/{intent.Source.Id}{(intent.Discriminator is null ? "" : $"/{intent.Discriminator}")}";

    public static bool TryOwn(ExternalRef on, out JsonNode? record)
    {
        record = long.TryParse(on.Id, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            ? id : throw new ConnectorException(ErrorKind.Validation, $"{on} is no record of Odoo; name it by its database id.") { Field = nameof(LedgerNote.On) };
        return true;
    }

    /// <summary>One that was there before us is known by its database id; one that we made, or are about to, by its external id.</summary>
    private static bool TryDocument(PlanContext context, ExternalRef document, out JsonNode? record)
    {
        bool known = context.Known.TryLink(document, out RecordLink? link);
        ExternalRef origin = link?.Origin ?? document;
        known &= context.Known.TryEffect(context.Known.DocumentKey(context.System, document.Kind, origin), out EffectSummary? made);
        bool wasThere = made is null or { Adopted: true };
        record = wasThere && long.TryParse(link?.IdIn(context.System, document.Kind), NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            ? id : DocumentPlan.Ref(ErpKeys.ExternalId(document.Kind, origin));
        return known;
    }
}
