using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>What Odoo owns, as others are told of it: its customers, its orders, the invoices that it issues.</summary>
internal sealed partial class Chain
{
    private const string Newest = "newest";

    /// <summary>Whether Odoo issues the invoices, so that those of another system are none of its.</summary>
    private bool IssuesInOdoo => Ledgers.Contains(ownership.OwnerOf<Invoice>());

    /// <summary>The system that names customers in what is billed: where Odoo masters them, billing knows the CRM's id all the same.</summary>
    private string NamesCustomers => ownership.OwnerOf<Customer>() is var owner && Ledgers.Contains(owner) && options.Crm is string crm ? crm : owner;

    /// <summary>A customer of Odoo's, at the CRM and where it is billed.</summary>
    /// <param name="customer">As Odoo holds it.</param>
    /// <param name="crm">The CRM; null where none is told.</param>
    /// <param name="isIn">Whether the CRM has it.</param>
    /// <returns>False when something must be read first.</returns>
    public bool TryTellMastered(Customer customer, string? crm, bool isIn)
    {
        Snapshot seen = Snapshots.Of(customer, []);
        if (!known.TryShadow(customer.Ref, out Shadow shadow))
        {
            return false;
        }

        Remember(seen);
        if (crm is not null && !isIn)
        {
            Add(new Intent { Target = crm, Kind = EffectKinds.Customer, Class = EffectClass.Document, Source = customer.Ref, Record = customer, Customer = customer });
        }

        if (crm is not null)
        {
            // One that was found there has its own values still.
            Add(new Intent { Target = crm, Kind = EffectKinds.CustomerFields, Class = EffectClass.State, Source = customer.Ref, Record = customer, Customer = customer });
        }

        return _subscribing.TryTell(customer, seen.Fields.Where(f => !shadow.Holds(f.Key, f.Value)).Select(f => f.Key));
    }

    /// <summary>The deal of an order shows what the order holds, and what of it was changed last.</summary>
    /// <param name="order">The order.</param>
    /// <param name="at">When it was told.</param>
    /// <returns>False when something must be read first.</returns>
    public bool TryTellOrder(Contract order, DateTimeOffset at)
    {
        if (!TryDealOf(order.Ref, out ExternalRef? deal) || !TryTerms(order))
        {
            return false;
        }

        if (deal is not null)
        {
            ToldTerms terms = _terms[order.Ref];
            if (terms.Before(order, at, null, out string key) is { } before && TermChange.Between(before, order, at, ref key) is { } change)
            {
                terms.Amended(order, change, at);
            }

            _contract = order;
            _progress = new DealProgress { Deal = deal, Contract = order.Ref };
            AddStatus(order.Status);
        }

        return true;
    }

    /// <summary>The deals that an invoice of Odoo's bills show its number and where it stands, unless they show a newer one.</summary>
    /// <returns>False when something must be read first.</returns>
    public bool TryTellInvoice(DocumentStatus invoice)
    {
        bool answered = true;
        foreach (ExternalRef order in invoice.Orders)
        {
            answered &= TryDealOf(order, out ExternalRef? deal);
            if (deal is null || !known.TryShadow(deal with { Kind = "deal-invoice" }, out Shadow shadow))
            {
                continue;
            }

            string place = string.Create(CultureInfo.InvariantCulture, $"{invoice.IssuedOn:yyyy-MM-dd}/{invoice.Ref.Id.PadLeft(20, '0')}");
            if (string.CompareOrdinal(shadow.Kept(Newest), place) <= 0)
            {
                Remember(new Snapshot(deal with { Kind = "deal-invoice" }, new Dictionary<string, string?>()) { Kept = new Dictionary<string, string> { [Newest] = place } });
                TellDeal(new DealProgress
                {
                    Deal = deal, Contract = order, InvoiceNumber = invoice.Number, InvoiceState = invoice.State,
                    PaidOn = invoice.State is DocumentState.Paid or DocumentState.InPayment
                        ? invoice.Settlements.Where(s => s.By.Kind == RecordKinds.Payment).Select(s => (DateOnly?)s.On).Max() : null,
                });
            }
        }

        return answered && !known.HasNeeds;
    }

    private bool TryDealOf(ExternalRef order, out ExternalRef? deal)
    {
        bool answered = known.TryLink(order, out RecordLink? link);
        deal = options.Crm is string crm && link?.IdIn(crm, RecordKinds.Deal) is string id ? new ExternalRef(crm, RecordKinds.Deal, id) : null;
        return answered;
    }

    /// <summary>Money that pays invoices of others than Odoo, where Odoo issues them, is the customer's: nobody else's invoice is in the ledger.</summary>
    private Payment Unbound(Payment payment) => IssuesInOdoo ? payment with { Invoice = null, Allocations = [] } : payment;

    /// <summary>Whether an invoice is one that Odoo itself issued in its place.</summary>
    private bool IsOthers(ExternalRef invoice)
    {
        if (!IssuesInOdoo || Ledgers.Contains(invoice.System))
        {
            return false;
        }

        _stop = new Decision.Absorb($"invoices are issued by {ownership.OwnerOf<Invoice>()}, and {invoice} is none of them");
        return true;
    }
}
