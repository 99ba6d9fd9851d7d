using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>Where Odoo owns customers, contracts or invoices, others are told of them: it must be heard, and there must be somebody to tell.</summary>
internal static class OdooIsHeard
{
    public static void Check(OwnershipRule rule, LeadToCashOptions options, IReadOnlyList<string> erps)
    {
        if (!erps.Contains(rule.Owner))
        {
            return;
        }

        string? why = rule.Record switch
        {
            nameof(Customer) => Mastered(rule, options),
            nameof(Invoice) when options is { DealStatuses: true, Crm: not null } => Streams(rule, options, OdooStreams.Documents, OdooStreams.Matches),
            nameof(Contract) when options is { DealStatuses: true, Crm: not null } => Streams(rule, options, OdooStreams.Contracts, OdooStreams.ContractLines),
            _ => null,
        };
        if (why is not null)
        {
            throw HonouredOwnership.Refusal(rule, rule.Exceptions is [ExceptedField first, ..] ? first : null, why);
        }
    }

    private static string? Mastered(OwnershipRule rule, LeadToCashOptions options) =>
        options.Crm is null ? "the CRM is told of them, and billing names them by the CRM's ids; set LeadToCash:Crm"
        : rule.OnConflict != Conflict.OwnerWins ? $"what is edited in '{options.Crm}' is absorbed and written over with the next change in '{rule.Owner}'; leave out .OnConflict({rule.OnConflict})"
        : rule.Exceptions is [ExceptedField first, ..] ? $"it carries customers from '{rule.Owner}' as a whole; leave out .Except(x => x.{first.Field}, …)"
        : Streams(rule, options, OdooStreams.Partners);

    private static string? Streams(OwnershipRule rule, LeadToCashOptions options, params string[] needed) => Missing(rule.Owner, options, needed);

    /// <summary>Why a ledger is not heard of what is needed; null where it is.</summary>
    public static string? Missing(string erp, LeadToCashOptions options, params string[] needed) =>
        options.Streams.TryGetValue(erp, out IReadOnlyList<string>? streams) && needed.FirstOrDefault(s => !streams.Contains(s)) is string missing
            ? $"'{erp}' does not tell of it; add the stream '{missing}' to Systems:{erp}:Feed:Streams" : null;
}
