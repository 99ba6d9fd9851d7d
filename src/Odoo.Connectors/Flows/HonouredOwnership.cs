using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// Refuses rules that lead to cash could not act by. It carries customer fields from their owner to the ERP, or from the ERP that masters them
/// to the CRM, hears of edits at their owner alone, and takes documents as a whole from their owner.
/// </summary>
internal static class HonouredOwnership
{
    /// <summary>The records whose owner is that of another one.</summary>
    private static readonly Dictionary<string, string> Follows = new(StringComparer.Ordinal)
    {
        [nameof(VoidedInvoice)] = nameof(Invoice),
        [nameof(UncollectibleInvoice)] = nameof(Invoice),
        [nameof(CreditNote)] = nameof(Invoice),
        [nameof(PaymentAttempt)] = nameof(Payment),
        [nameof(PaymentReversal)] = nameof(Payment),
        [nameof(Refund)] = nameof(Payment),
        [nameof(Dispute)] = nameof(Payment),
        [nameof(Payout)] = nameof(Payment),
    };

    private static readonly string[] s_bank = [OdooStreams.Payments, OdooStreams.Matches, OdooStreams.Documents];

    public static void Check(OwnershipTable ownership, LeadToCashOptions options, CompanyRouting routing)
    {
        if (routing.Systems.FirstOrDefault(s => !options.Companies.ContainsKey(s)) is string unknown)
        {
            throw new ConnectorException(
                ErrorKind.Configuration,
                $"RouteCompany names '{unknown}', which is no connected Odoo; call AddOdoo(\"{unknown}\") or write one of: {string.Join(", ", options.Companies.Keys.Order(StringComparer.Ordinal))}.")
            { Field = unknown };
        }

        IReadOnlyList<string> erps = routing.Systems.Count > 0 ? routing.Systems : [options.Erp];
        CheckBank(ownership, options, erps);
        CheckBilling(ownership, options, erps);
        CheckSummaries(options, erps);
        foreach (OwnershipRule rule in ownership.Rules)
        {
            CheckCreator(rule, ownership, options, erps);
            if (rule.Record == nameof(Customer))
            {
                CheckCustomer(rule, options, erps);
            }
            else if (rule.Record is nameof(Contract) or nameof(Invoice) or nameof(Payment))
            {
                CheckDocument(rule);
                OdooIsHeard.Check(rule, options, erps);
            }
            else if (Follows.TryGetValue(rule.Record, out string? leader))
            {
                throw Refusal(rule, null, $"each {rule.Record} counts from the owner of {leader}; leave out Own<{rule.Record}>(…) and declare Own<{leader}>(…)");
            }
        }
    }

    /// <summary>Won deals of the CRM become subscriptions where contracts are owned, and the subscriptions that come back name the CRM's customer.</summary>
    private static void CheckCreator(OwnershipRule rule, OwnershipTable ownership, LeadToCashOptions options, IReadOnlyList<string> erps)
    {
        if (rule.CreatedFrom is not string creator)
        {
            return;
        }

        string call = $".CreatedFrom(\"{creator}\")";
        string? customers = ownership.Rules.FirstOrDefault(r => r.Record == nameof(Customer))?.Owner;
        string? why = rule.Record != nameof(Contract) ? $"it creates contracts only, of won deals; leave out {call}"
            : erps.Contains(rule.Owner) || options.Companies.ContainsKey(rule.Owner) ? $"a won deal becomes an order in '{rule.Owner}' anyway, and where that owns contracts no subscription is made; leave out {call}"
            : creator != options.Crm ? $"it makes contracts of the deals of the CRM, which is {(options.Crm is null ? "none; set LeadToCash:Crm" : $"'{options.Crm}'; write .CreatedFrom(\"{options.Crm}\")")}"
            : rule.Owner == creator ? $"'{creator}' cannot bring contracts into being in itself; leave out {call}"
            : customers is not null && customers != creator && customers != rule.Owner && !erps.Contains(customers)
                ? $"a subscription that it makes names the customer of '{creator}', and '{customers}' owns customers; write .Own<Customer>(\"{creator}\")"
            : null;
        if (why is not null)
        {
            throw Refusal(rule, null, why);
        }
    }

    private static void CheckBank(OwnershipTable ownership, LeadToCashOptions options, IReadOnlyList<string> erps)
    {
        if (!options.BankPayments)
        {
            return;
        }

        if (options.Companies.ContainsKey(ownership.OwnerOf<Invoice>()))
        {
            throw Bank($"'{ownership.OwnerOf<Invoice>()}' issues the invoices itself, so that the money is where they are; leave it out");
        }

        foreach (string erp in erps)
        {
            if (options.Streams.TryGetValue(erp, out IReadOnlyList<string>? streams) && s_bank.FirstOrDefault(s => !streams.Contains(s)) is string missing)
            {
                throw Bank($"'{erp}' does not tell of it; add the stream '{missing}' to Systems:{erp}:Feed:Streams");
            }
        }

        static ConnectorException Bank(string why) => new(
            ErrorKind.Configuration, $"LeadToCash:{nameof(LeadToCashOptions.BankPayments)} records what people book in Odoo where invoices are issued, and {why}.")
        { Field = nameof(LeadToCashOptions.BankPayments) };
    }

    private static void CheckBilling(OwnershipTable ownership, LeadToCashOptions options, IReadOnlyList<string> erps)
    {
        string? why = options.Billing is null ? null
            : !erps.Contains(ownership.OwnerOf<Invoice>()) ? $"'{ownership.OwnerOf<Invoice>()}' issues them; leave it out"
            : erps.Contains(options.Billing) ? $"'{options.Billing}' is no billing platform; write the name of one, or leave it out"
            : options.Crm is null ? "knows customers by the ids of the CRM; set LeadToCash:Crm"
            : OdooIsHeard.Missing(ownership.OwnerOf<Invoice>(), options, OdooStreams.Documents, OdooStreams.Matches);
        if (why is not null)
        {
            throw new ConnectorException(ErrorKind.Configuration, $"LeadToCash:{nameof(LeadToCashOptions.Billing)} is told of the invoices that Odoo issues, and {why}.") { Field = nameof(LeadToCashOptions.Billing) };
        }
    }

    private static void CheckSummaries(LeadToCashOptions options, IReadOnlyList<string> erps)
    {
        string? why = options.BillingSummaries is null ? null
            : options.Crm is null ? "knows customers by the ids of the CRM; set LeadToCash:Crm"
            : erps.Select(e => OdooIsHeard.Missing(e, options, OdooStreams.Documents, OdooStreams.Matches)).FirstOrDefault(m => m is not null);
        if (why is not null)
        {
            throw new ConnectorException(ErrorKind.Configuration, $"LeadToCash:{nameof(LeadToCashOptions.BillingSummaries)} shows what customers owe in Odoo, and {why}.") { Field = nameof(LeadToCashOptions.BillingSummaries) };
        }
    }

    private static void CheckDocument(OwnershipRule rule)
    {
        if (rule.OnConflict != Conflict.OwnerWins)
        {
            throw Refusal(rule, null, $"each {rule.Record} counts from its owner, and what others say of it is absorbed; leave out .OnConflict({rule.OnConflict})");
        }

        if (rule.Exceptions is [ExceptedField first, ..])
        {
            throw Refusal(rule, first, $"each {rule.Record} is its owner's as a whole; leave out .Except(x => x.{first.Field}, …)");
        }
    }

    private static void CheckCustomer(OwnershipRule rule, LeadToCashOptions options, IReadOnlyList<string> erps)
    {
        if (erps.Contains(rule.Owner))
        {
            OdooIsHeard.Check(rule, options, erps);
            return;
        }

        CheckConflict(rule, null, rule.Owner, rule.OnConflict, options);
        foreach (ExceptedField exception in rule.Exceptions)
        {
            CheckConflict(rule, exception, exception.Owner, exception.OnConflict, options);
            if (!Snapshots.CustomerProperties.Contains(exception.Field))
            {
                throw Refusal(rule, exception, $"it writes these fields of a customer by their rules: {string.Join(", ", Snapshots.CustomerProperties)}");
            }

            if (exception.Owner != rule.Owner && !erps.Contains(exception.Owner))
            {
                throw Refusal(rule, exception, $"it carries customers from '{rule.Owner}' to '{string.Join("', '", erps)}', and nothing of them from '{exception.Owner}'; name one of the two");
            }

            if (exception.Companies.FirstOrDefault(c => erps.Any(e => c.StartsWith($"{e}/", StringComparison.Ordinal) && options.Companies.TryGetValue(e, out string? own) && c != own)) is string other)
            {
                string erp = other[..other.IndexOf('/', StringComparison.Ordinal)];
                throw Refusal(rule, exception, $"'{erp}' is the company '{options.Companies[erp]}', and nothing is ever written to '{other}'; correct .In(…)");
            }
        }
    }

    private static void CheckConflict(OwnershipRule rule, ExceptedField? exception, string owner, Conflict conflict, LeadToCashOptions options)
    {
        if (conflict == Conflict.NewestWins)
        {
            throw Refusal(rule, exception, $"it does not hear of edits in '{options.Erp}', so that it cannot tell which is the newest; write Conflict.Review or leave it out");
        }

        if (conflict == Conflict.Review && owner == options.Crm)
        {
            throw Refusal(rule, exception, $"it hears of edits in '{options.Crm}' only, which owns this itself; leave out Conflict.Review");
        }
    }

    public static ConnectorException Refusal(OwnershipRule rule, ExceptedField? exception, string why)
    {
        FieldRule words = new(rule.Record, exception?.Field ?? "", exception?.Owner ?? rule.Owner, exception?.OnConflict ?? rule.OnConflict, exception);
        return new ConnectorException(ErrorKind.Configuration, $"LeadToCash cannot act by the rule '{words}': {why}.") { Field = exception?.Field };
    }
}
