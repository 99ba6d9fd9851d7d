using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>
/// The notes on an order. Each has an external id made of the contract, its version, where it stood, and the effect that wrote it: so a
/// note is written once, and an order without any field of ours still tells which version of the contract it holds.
/// </summary>
internal sealed class ContractNotes(IOdooClient client, ErpReader reader)
{
    private const string Kind = "note";
    private const string Model = "mail.message";

    public static string KeyOf(ExternalRef contract, long? version, ContractStatus status, string effect) => ErpKeys.ExternalId(
        Kind, contract with { Id = string.Create(CultureInfo.InvariantCulture, $"{contract.Id}/{version}/{status}/{effect}") });

    /// <summary>The notes of ours on an order, oldest first.</summary>
    public async Task<IReadOnlyList<ContractNote>> ReadAsync(long order, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<long> ids = await client.SearchAsync(
            Model, OdooDomain.Where("model", "=", "sale.order").And(OdooDomain.Where("res_id", "=", order)), new OdooSearch { Order = "id" }, context, cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyDictionary<long, string> names = await ExternalIds.OfAsync(client, Model, ids, context, cancellationToken).ConfigureAwait(false);
        return [.. ids.Select(id => Parse(names.GetValueOrDefault(id, ""))).OfType<ContractNote>()];
    }

    /// <summary>Writes a note unless it is there. Every text is escaped.</summary>
    public async Task PostAsync(string key, long order, string head, IEnumerable<string> lines, OdooContext context, CancellationToken cancellationToken)
    {
        if (await reader.ByExternalIdAsync(key, cancellationToken).ConfigureAwait(false) is not null)
        {
            return;
        }

        string body = $"<p>{WebUtility.HtmlEncode(head)}</p><ul>{string.Concat(lines.Select(l => $"<li>{WebUtility.HtmlEncode(l)}</li>"))}</ul>";
        IReadOnlyList<JsonNode?> row = [key, "sale.order", order.ToString(CultureInfo.InvariantCulture), body, "notification", "mail.mt_note"];
        OdooLoadResult loaded = await client.LoadAsync(
            Model, ["id", "model", "res_id", "body", "message_type", "subtype_id/id"], [row], context, cancellationToken).ConfigureAwait(false);
        if (!loaded.Succeeded)
        {
            throw loaded.Failure("the note on the contract's order");
        }
    }

    private static ContractNote? Parse(string externalId) =>
        ErpKeys.Parse(externalId) is (Kind, ExternalRef source) && source.Id.Split('/') is [_, .., string version, string status, _]
            ? new ContractNote(
                long.TryParse(version, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null,
                Enum.TryParse(status, out ContractStatus stood) ? stood : null)
            : null;
}

/// <summary>What a note's external id tells.</summary>
internal sealed record ContractNote(long? Version, ContractStatus? Status);
