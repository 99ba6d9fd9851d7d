using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>What an accountant enters in Odoo for a payment gateway: a clearing account and its journal, fees, payouts.</summary>
internal static class MonthGateway
{
    public const string Journal = "GATE";
    public const string Clearing = "580777";
    public const string Fees = "657777";
    public const string Payouts = "550777";

    public static async Task EnterAsync(IOdooClient odoo, long company, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [company] };
        long clearing = await AccountAsync(Clearing, "asset_current").ConfigureAwait(false);
        await AccountAsync(Fees, "expense").ConfigureAwait(false);
        await AccountAsync(Payouts, "asset_current").ConfigureAwait(false);
        long journal = await odoo.CreateAsync(
            "account.journal", new JsonObject { ["name"] = "Gateway", ["code"] = Journal, ["type"] = "bank", ["company_id"] = company }, context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<long> methods = await odoo.SearchAsync("account.payment.method.line", OdooDomain.Where("journal_id", "=", journal), null, context, cancellationToken).ConfigureAwait(false);
        await odoo.WriteAsync("account.payment.method.line", methods, new JsonObject { ["payment_account_id"] = clearing }, context, cancellationToken).ConfigureAwait(false);

        Task<long> AccountAsync(string code, string type) => odoo.CreateAsync(
            "account.account",
            new JsonObject
            {
                ["code"] = code, ["name"] = code, ["account_type"] = type, ["reconcile"] = type == "asset_current",
                ["company_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(company))),
            },
            context, cancellationToken);
    }
}
