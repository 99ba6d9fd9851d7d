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
    private const string Message = "mail.message";

    public static string KeyOf(ExternalRef contract, long? version, ContractStatus status, string effect) => ErpKeys.ExternalId(
        Kind, contract with { Id = string.Create(CultureInfo.InvariantCulture, $"{contract.Id}/{version}/{status}/{effect}") });

    /// <summary>The notes of ours on an order, oldest first.</summary>
    public async Task<IReadOnlyList<ContractNote>> ReadAsync(long order, OdooContext context, CancellationToken cancellationToken) =>
        [.. (await OfAsync([order], context, cancellationToken).ConfigureAwait(false))[order].Select(n => n.Note)];

    /// <summary>The notes of ours on orders with their external ids, oldest first.</summary>
    public async Task<ILookup<long, (string External, ContractNote Note)>> OfAsync(IReadOnlyList<long> orders, OdooContext context, CancellationToken cancellationToken)
    {
        if (orders.Count == 0)
        {
            return Enumerable.Empty<long>().ToLookup(o => o, _ => ("", (ContractNote)null!));
        }

        List<OdooRecord> messages = [];
        OdooDomain domain = OdooDomain.Where("model", "=", "sale.order").And(OdooDomain.In("res_id", orders));
        await foreach (OdooRecord message in client.StreamAsync(Message, domain, ["res_id"], context: context, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            messages.Add(message);
        }

        IReadOnlyDictionary<long, string> names = await ExternalIds.OfAsync(client, Message, [.. messages.Select(m => m.Id)], context, cancellationToken).ConfigureAwait(false);
        return messages.OrderBy(m => m.Id).Select(m => (Order: m.GetInt64("res_id") ?? 0, External: names.GetValueOrDefault(m.Id, "")))
            .Select(m => (m.Order, m.External, Note: Parse(m.External))).Where(m => m.Note is not null).ToLookup(m => m.Order, m => (m.External, m.Note!));
    }

    /// <summary>Writes a note unless it is there. Every text is escaped.</summary>
    public Task PostAsync(string key, long order, string head, IReadOnlyList<string> lines, OdooContext context, CancellationToken cancellationToken) =>
        PostAsync(key, "sale.order", order, head, lines, context, cancellationToken);

    /// <summary>Writes a note on a record unless it is there. Every text is escaped.</summary>
    public async Task PostAsync(string key, string model, long id, string head, IReadOnlyList<string> lines, OdooContext context, CancellationToken cancellationToken)
    {
        if (await reader.ByExternalIdAsync(key, cancellationToken).ConfigureAwait(false) is not null)
        {
            return;
        }

        string list = lines.Count == 0 ? "" : $"<ul>{string.Concat(lines.Select(l => $"<li>{WebUtility.HtmlEncode(l)}</li>"))}</ul>";
        string body = $"<p>{WebUtility.HtmlEncode(head)}</p>{list}";
        IReadOnlyList<JsonNode?> row = [key, model, id.ToString(CultureInfo.InvariantCulture), body, "notification", "mail.mt_note"];
        OdooLoadResult loaded = await client.LoadAsync(
            Message, ["id", "model", "res_id", "body", "message_type", "subtype_id/id"], [row], context, cancellationToken).ConfigureAwait(false);
        if (!loaded.Succeeded)
        {
            throw loaded.Failure($"the note on the {model}");
        }
    }

    public static ContractNote? Parse(string externalId) =>
        ErpKeys.Parse(externalId) is (Kind, ExternalRef source) && source.Id.Split('/') is [_, .., string version, string status, string effect]
            ? new ContractNote(
                long.TryParse(version, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null,
                Enum.TryParse(status, out ContractStatus stood) ? stood : null,
                source with { Kind = RecordKinds.Contract, Id = source.Id[..^(version.Length + status.Length + effect.Length + 3)] })
            : null;
}

/// <summary>What a note's external id tells.</summary>
internal sealed record ContractNote(long? Version, ContractStatus? Status, ExternalRef Contract);
