using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Accounts;

/// <summary>Invoices and credit notes in the books with what their source told of them.</summary>
internal sealed class DocumentComparison(OwnershipTable ownership, IReadOnlyDictionary<ExternalRef, RecordLink> links)
{
    public IReadOnlyList<AccountDocument> Of(IEnumerable<Sourced<DocumentStatus>> booked, AccountMemory memory)
    {
        FieldRule? rule = Rule(ownership, nameof(Invoice), "Gross");
        HashSet<ExternalRef> told = [];
        List<(DateOnly On, AccountDocument Document)> documents = [];
        ILookup<ExternalRef, ExternalRef> sources = InBooks(memory.All<Invoice>().Select(i => i.Reference).Concat(memory.All<CreditNote>().Select(n => n.Reference)));
        foreach (Sourced<DocumentStatus> document in booked.DistinctBy(b => b.Reference))
        {
            ExternalRef? source = document.Value.Source ?? sources[document.Reference].FirstOrDefault();
            Sourced<Invoice>? invoice = source is null ? null : memory.Find<Invoice>(source) is { } i ? i with { Rule = rule?.ToString() } : null;
            Sourced<CreditNote>? note = source is null ? null : memory.Find<CreditNote>(source) is { } n ? n with { Rule = rule?.ToString() } : null;
            told.UnionWith(new[] { invoice?.Reference, note?.Reference }.OfType<ExternalRef>());
            documents.Add((document.Value.IssuedOn ?? document.Value.BookedOn ?? DateOnly.MaxValue, new AccountDocument
            {
                Reference = document.Reference,
                Number = invoice?.Value.Number ?? note?.Value.Number ?? document.Value.Number,
                Booked = document with { Rule = rule?.ToString() },
                Invoice = invoice,
                CreditNote = note,
                Fields = (invoice?.Value.Gross ?? note?.Value.Gross) is { } gross ? [Total(rule, document, gross, (invoice?.Reference ?? note?.Reference)!, invoice?.AsOf ?? note!.AsOf)] : [],
            }));
        }

        documents.AddRange(memory.All<Invoice>().Where(i => !told.Contains(i.Reference)).Select(i => (
            DateOnly.FromDateTime(i.Value.IssuedAt.UtcDateTime), new AccountDocument { Reference = i.Reference, Number = i.Value.Number, Invoice = i with { Rule = rule?.ToString() } })));
        documents.AddRange(memory.All<CreditNote>().Where(n => !told.Contains(n.Reference)).Select(n => (
            DateOnly.FromDateTime(n.Value.IssuedAt.UtcDateTime), new AccountDocument { Reference = n.Reference, Number = n.Value.Number, CreditNote = n with { Rule = rule?.ToString() } })));
        return [.. documents.OrderByDescending(d => d.On).ThenByDescending(d => d.Document.Reference.ToString(), StringComparer.Ordinal).Select(d => d.Document)];
    }

    /// <summary>What its source told that is not among what the books show.</summary>
    public IEnumerable<Sourced<T>> Others<T>(AccountMemory memory, IReadOnlyCollection<Sourced<BookedPayment>> booked)
        where T : class
    {
        HashSet<ExternalRef> there = [.. booked.Select(b => b.Value.Source).OfType<ExternalRef>(), .. booked.Select(b => b.Reference)];
        return memory.All<T>().Where(t => !there.Contains(t.Reference) && !(links.TryGetValue(t.Reference, out RecordLink? link) && link.References.Any(there.Contains)));
    }

    public static FieldRule? Rule(OwnershipTable ownership, string record, string field) =>
        ownership.Rules.FirstOrDefault(r => r.Record == record) is { } rule ? rule.For(field, null, null) : null;

    private static AccountField Total(FieldRule? rule, Sourced<DocumentStatus> booked, Money gross, ExternalRef source, DateTimeOffset at) => new(
        "Gross", rule?.Owner, rule?.ToString(),
        [new AccountValue(source, gross.ToString(), at, IsFresh: false), new AccountValue(booked.Reference, booked.Value.Gross.ToString(), booked.AsOf, booked.IsFresh)],
        gross != booked.Value.Gross);

    private ILookup<ExternalRef, ExternalRef> InBooks(IEnumerable<ExternalRef> sources) => sources
        .SelectMany(s => links.TryGetValue(s, out RecordLink? link) ? link.References.Where(r => r != s).Select(r => (InBooks: r, Source: s)) : [])
        .ToLookup(p => p.InBooks, p => p.Source);
}
