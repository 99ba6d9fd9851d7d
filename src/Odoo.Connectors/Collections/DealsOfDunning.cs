using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Collections;

/// <summary>
/// The deals in the CRM whose invoices are dunned show the furthest step, where lead to cash tells them of their invoices. Which deal an invoice bills is read
/// once, when its first step is taken.
/// </summary>
internal sealed class DealsOfDunning(CollectionsOptions options, LeadToCashOptions leadToCash, OverdueAccount account, DunningGround ground, Known known)
{
    private string? Crm => leadToCash.DealStatuses ? options.Crm : null;

    /// <summary>Adds to documents with steps the deal that they bill.</summary>
    /// <returns>False when something must be read first.</returns>
    public bool TryFind(Course course, out Course found)
    {
        Dictionary<string, DunnedDocument> documents = new(course.Documents);
        bool answered = true;
        foreach (OverdueItem item in account.Items.Where(i => Crm is not null && documents[i.Key] is { Deal: null, Steps.Count: > 0 }))
        {
            answered &= TryDeal(item, out string deal);
            documents[item.Key] = documents[item.Key] with { Deal = deal };
        }

        found = course with { Documents = documents };
        return answered;
    }

    /// <summary>Tells each deal of a document that is dunned, or was.</summary>
    /// <returns>False when something must be read first.</returns>
    public bool TryTell(Course before, Course next, IReadOnlyList<DunningStep> steps, out IReadOnlyList<Intent> intents, out IReadOnlyList<Snapshot> seen)
    {
        List<Intent> told = [];
        List<Snapshot> remembered = [];
        bool answered = true;
        foreach (string deal in before.Documents.Values.Concat(next.Documents.Values).Select(d => d.Deal).OfType<string>().Where(d => d.Length > 0 && Crm is not null).Distinct(StringComparer.Ordinal))
        {
            string step = steps.LastOrDefault(s => next.Documents.Values.Any(d => d.Deal == deal && d.Steps.Contains(s.Name)))?.Name ?? "";
            DealProgress progress = new() { Deal = new ExternalRef(Crm!, RecordKinds.Deal, deal), DunningStep = step };
            answered &= DealMemory.TryComplete(progress, known, out DealProgress whole, out Snapshot snapshot);
            told.Add(new Intent { Target = Crm!, Kind = EffectKinds.DealStatus, Class = EffectClass.State, Source = progress.Deal, Record = whole, Independent = true });
            remembered.Add(snapshot);
        }

        (intents, seen) = (told, remembered);
        return answered;
    }

    /// <summary>Of an invoice that was billed elsewhere its source says which deal or contract it bills, of one of Odoo's own the orders that it was made of.</summary>
    private bool TryDeal(OverdueItem item, out string deal)
    {
        deal = "";
        if (item.Kind != RecordKinds.Invoice)
        {
            return true;
        }

        IEnumerable<ExternalRef?> names;
        bool answered;
        if (ground.BilledAs(item, account.Ledger, options.Connected) is { } billed)
        {
            answered = known.TryRead(billed, out Invoice? invoice);
            names = [invoice?.Deal, invoice?.Contract];
        }
        else
        {
            answered = known.TryRead(item.In(account.Ledger), out DocumentStatus? booked);
            names = booked?.Orders ?? [];
        }

        foreach (ExternalRef name in names.OfType<ExternalRef>())
        {
            answered &= known.TryLink(name, out RecordLink? link);
            deal = deal.Length > 0 ? deal : link?.IdIn(Crm!, RecordKinds.Deal) ?? (name.System == Crm && name.Kind == RecordKinds.Deal ? name.Id : "");
        }

        return answered;
    }
}
