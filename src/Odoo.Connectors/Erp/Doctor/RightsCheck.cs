using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>What the user may do: the groups it needs, those it should not have, and a question to Odoo for each right itself.</summary>
internal sealed class RightsCheck(IOdooClient client, OdooErpOptions options, Findings findings)
{
    /// <summary>Who may create products.</summary>
    public const string ProductGroup = "product.group_product_manager";

    private const string Product = "product.product";

    // The user that was verified end to end has exactly these.
    private static readonly (string Group, string Why, string Model)[] Needed =
    [
        ("base.group_user", "be an internal user", "res.partner"),
        ("base.group_partner_manager", "make and change customers", "res.partner"),
        ("account.group_account_invoice", "make and post invoices and payments", "account.move"),
        ("sales_team.group_sale_salesman_all_leads", "make and change orders of every salesperson", "sale.order"),
    ];

    private static readonly (string Group, string Allows)[] TooMuch =
    [
        ("base.group_system", "change everything, code and settings included"),
        ("base.group_erp_manager", "make users and give rights"),
        ("account.group_account_manager", "change taxes, journals, rates and lock dates"),
        (ProductGroup, "make and change products"),
        ("sales_team.group_sale_manager", "change how sales is set up"),
        ("base.group_allow_export", "export every list it sees"),
    ];

    private static readonly (string Model, string Operation)[] MustNotHave =
    [
        ("res.users", "create"), ("res.company", "write"), ("account.tax", "create"), ("res.currency.rate", "create"), ("product.product", "create"), ("ir.model.data", "read"),
        ("ir.actions.server", "write"), ("ir.cron", "read"),
    ];

    private static readonly (string Group, string Why, string Model) MakesProducts = (ProductGroup, "make products, as CreateProducts says", Product);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await findings.TryAsync("groups", () => GroupsAsync(cancellationToken)).ConfigureAwait(false);
        await findings.TryAsync("rights", () => RightsAsync(cancellationToken)).ConfigureAwait(false);
    }

    private async Task GroupsAsync(CancellationToken cancellationToken)
    {
        long user = await client.AuthenticateAsync(cancellationToken).ConfigureAwait(false);
        bool fits = true;
        List<(string Group, string Why, string Model)> needed = [.. Needed, .. options.CreateProducts ? [MakesProducts] : Array.Empty<(string, string, string)>()];
        foreach ((string group, string why, string model) in needed)
        {
            if (await HasGroupAsync(user, group, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            fits = false;
            if (await MayAsync(model, "create", cancellationToken).ConfigureAwait(false))
            {
                findings.Warn("groups", $"The user is not in {group}, which it needs to {why}; it may make records of {model} by other groups, whose rules may hide some from it.", $"Add it to {group}.");
            }
            else
            {
                findings.Fail("groups", $"The user is not in {group}, which it needs to {why}.", $"Add it to {group}.");
            }
        }

        foreach ((string group, string allows) in TooMuch.Where(t => !(options.CreateProducts && t.Group == ProductGroup)))
        {
            if (await HasGroupAsync(user, group, cancellationToken).ConfigureAwait(false))
            {
                fits = false;
                findings.Warn("groups", $"The user is in {group}: it may {allows}, which nothing here needs.", $"Take it out of {group}, or connect as a user of its own.");
            }
        }

        if (fits)
        {
            findings.Ok("groups", $"The user has the groups it needs ({string.Join(", ", needed.Select(n => n.Group))}) and none of those it should not have.");
        }
    }

    private async Task RightsAsync(CancellationToken cancellationToken)
    {
        List<string> lacks = [];
        List<string> excess = [];
        (string Model, string Operation) products = (Product, "create");
        IEnumerable<(string Model, string Operation)> used = NeededRights.Writes.Concat(NeededRights.Reads.Select(m => (m, "read")));
        foreach ((string model, string operation) in options.CreateProducts ? used.Append(products) : used)
        {
            Tell(lacks, !await MayAsync(model, operation, cancellationToken).ConfigureAwait(false), model, operation);
        }

        foreach ((string model, string operation) in MustNotHave.Where(m => !IsUsed(m)))
        {
            Tell(excess, await MayAsync(model, operation, cancellationToken).ConfigureAwait(false), model, operation);
        }

        if (lacks.Count > 0)
        {
            findings.Fail("rights", $"Odoo does not let the user {string.Join(", ", lacks)}.", "Add the groups that the check 'groups' names.");
        }

        if (excess.Count > 0)
        {
            findings.Warn("rights", $"Odoo lets the user {string.Join(", ", excess)}, which nothing here needs.", "Take away the groups that give it.");
        }

        if (lacks.Count + excess.Count == 0)
        {
            findings.Ok("rights", "Odoo lets the user make customers, orders, invoices and payments, and change neither users, set-up nor code.");
        }

        // Step by step, who may read external ids asks for many in one call.
        bool IsUsed((string Model, string Operation) right) =>
            (options.CreateProducts && right == products) || (options.Effects == OdooEffects.Steps && right.Model == "ir.model.data");

        static void Tell(List<string> list, bool isWrong, string model, string operation)
        {
            if (isWrong)
            {
                list.Add($"{operation} {model}");
            }
        }
    }

    private async Task<bool> HasGroupAsync(long user, string group, CancellationToken cancellationToken) => await TrueAsync(
        new OdooCall { Model = "res.users", Method = "has_group", Ids = [user], Keywords = new JsonObject { ["group_ext_id"] = group }, IsRead = true }, cancellationToken)
        .ConfigureAwait(false);

    private async Task<bool> MayAsync(string model, string operation, CancellationToken cancellationToken) => await TrueAsync(
        new OdooCall { Model = model, Method = "has_access", Ids = [], Arguments = [operation], IsRead = true }, cancellationToken).ConfigureAwait(false);

    private async Task<bool> TrueAsync(OdooCall call, CancellationToken cancellationToken) =>
        await client.CallAsync(call, cancellationToken).ConfigureAwait(false) is { ValueKind: JsonValueKind.True };
}
