using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// Refuses rules that lead to cash could not act by. It carries customer fields from their owner to the ERP, hears of edits in the CRM
/// and of none in the ERP, and takes documents as a whole from their owner.
/// </summary>
internal static class HonouredOwnership
{
    public static void Check(OwnershipTable ownership, LeadToCashOptions options)
    {
        foreach (OwnershipRule rule in ownership.Rules)
        {
            if (rule.Record == nameof(Customer))
            {
                CheckCustomer(rule, options);
            }
            else if (rule.Record is nameof(Contract) or nameof(Invoice) or nameof(Payment))
            {
                CheckDocument(rule);
            }
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

    private static void CheckCustomer(OwnershipRule rule, LeadToCashOptions options)
    {
        CheckConflict(rule, null, rule.Owner, rule.OnConflict, options);
        foreach (ExceptedField exception in rule.Exceptions)
        {
            CheckConflict(rule, exception, exception.Owner, exception.OnConflict, options);
            if (!Snapshots.CustomerProperties.Contains(exception.Field))
            {
                throw Refusal(rule, exception, $"it writes these fields of a customer by their rules: {string.Join(", ", Snapshots.CustomerProperties)}");
            }

            if (exception.Owner != rule.Owner && exception.Owner != options.Erp)
            {
                throw Refusal(rule, exception, $"it carries customers from '{rule.Owner}' to '{options.Erp}', and nothing of them from '{exception.Owner}'; name one of the two");
            }

            if (options.Company is string company && exception.Companies.FirstOrDefault(c => c.StartsWith($"{options.Erp}/", StringComparison.Ordinal) && c != company) is string other)
            {
                throw Refusal(rule, exception, $"'{options.Erp}' is the company '{company}', and nothing is ever written to '{other}'; correct .In(…)");
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

    private static ConnectorException Refusal(OwnershipRule rule, ExceptedField? exception, string why)
    {
        FieldRule words = new(rule.Record, exception?.Field ?? "", exception?.Owner ?? rule.Owner, exception?.OnConflict ?? rule.OnConflict, exception);
        return new ConnectorException(ErrorKind.Configuration, $"LeadToCash cannot act by the rule '{words}': {why}.") { Field = exception?.Field };
    }
}
