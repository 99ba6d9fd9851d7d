using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Salesforce.Internal.Port;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Matching;

/// <summary>Whether a customer that nobody linked has an account already.</summary>
internal static class AccountMatches
{
    /// <summary>Asks for it, unless an account is being made for the customer: then it is the one.</summary>
    /// <returns>False when it is not known yet.</returns>
    public static bool TryFind(PortContext context, Customer customer, ExternalRef origin, out AccountMatch match)
    {
        match = AccountMatch.None;
        if (AccountQuestion.Of(CustomerPlans.Key(context, origin), customer, context.Options) is not { } question)
        {
            return true;
        }

        if (!context.Known.TryBusy(context.System, CustomerPlans.Subject(origin), out bool busy))
        {
            return false;
        }

        if (busy)
        {
            return true;
        }

        bool known = context.Known.TryRead(new ExternalRef(context.System, AccountQuestion.Kind, question.ToString()), out AccountMatch? found);
        match = found ?? AccountMatch.None;
        return known;
    }

    /// <summary>As the plan's finding: the account is the customer from now on.</summary>
    public static PlanResult Told(PortContext context, string account, IReadOnlyList<string> claims, PlanResult plan) => (plan switch
    {
        PlanResult.Send send => send with { Plan = send.Plan with { Claims = claims, Remarks = [.. send.Plan.Remarks, $"account {account} was there"] } },
        _ => plan,
    }) with
    {
        Found = new ExternalRef(context.System, RecordType.Account.Kind, account),
    };

    public static PlanResult Doubt(PortContext context, Customer customer, AccountMatch match)
    {
        string[] ids = [.. match.Others, .. match.Related];
        return new PlanResult.Review(new CaseReason(
            ErrorKind.Conflict, "ambiguous-match",
            $"{ids.Length} {(ids.Length == 1 ? "account" : "accounts")} in Salesforce '{context.System}' (ids {string.Join(", ", ids.Take(10))}{(ids.Length > 10 ? ", …" : "")}) share a VAT number, web domain or another match key with {customer.Ref}, and none is surely it. Link the one that is it, merge them there, or give them different values; then retry."));
    }
}
