using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>
/// The note on a partner that was there before the connectors. No external id of ours can be given to it by the integration user, but the
/// note has one, and Odoo moves the messages of a merged partner to the survivor: so the note tells where it is.
/// </summary>
internal sealed class AdoptionNotes(IOdooClient client, ErpReader reader)
{
    private const string Kind = "adoption";
    private readonly ContractNotes _notes = new(client, reader);

    /// <summary>The note's external id.</summary>
    public static string KeyOf(ExternalRef customer) => ErpKeys.ExternalId(Kind, customer);

    /// <summary>Writes the note unless it is there.</summary>
    public Task PostAsync(string key, long partner, OdooContext context, CancellationToken cancellationToken) =>
        _notes.PostAsync(key, BookReader.Partner, partner, $"This partner is {ErpKeys.Parse(key)!.Value.Source with { Kind = RecordKinds.Customer }}.", [], context, cancellationToken);

    /// <summary>The partner that the note is on; null without one.</summary>
    public async Task<long?> WhereAsync(string key, CancellationToken cancellationToken)
    {
        if (await reader.ByExternalIdAsync(key, cancellationToken).ConfigureAwait(false) is not long message)
        {
            return null;
        }

        OdooContext context = new() { AllowedCompanyIds = [await reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false)], ActiveTest = false };
        OdooReadResult read = await client.ReadAsync("mail.message", [message], ["model", "res_id"], context, cancellationToken).ConfigureAwait(false);
        return read.Records is [OdooRecord note] && note.GetString("model") == BookReader.Partner ? note.GetInt64("res_id") : null;
    }
}
