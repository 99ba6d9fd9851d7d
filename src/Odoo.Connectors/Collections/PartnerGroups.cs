using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;

namespace Odoo.Connectors.Collections;

/// <summary>The groups of partners by a field of theirs: their tags by name, or what a text, a selection or a link to one record shows.</summary>
internal sealed class PartnerGroups(string name, BookReader books) : IPartnerGroups
{
    private const string Tags = "category_id";
    private const int AtOnce = 1000;

    public static PartnerGroups Create(IServiceProvider services, string name)
    {
        IOdooClient client = services.GetRequiredService<IOdooClientFactory>().Get(name);
        OdooErpOptions options = services.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get(name);
        return new PartnerGroups(name, new BookReader(client, new ErpReader(name, client, options, services.GetRequiredService<TimeProvider>())));
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync(string field, IReadOnlyCollection<string> partners, CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        List<OdooRecord> read = [];
        foreach (long[] chunk in partners.Select(p => long.Parse(p, CultureInfo.InvariantCulture)).Chunk(AtOnce))
        {
            read.AddRange(await books.ReadAsync(BookReader.Partner, chunk, [field], context, cancellationToken).ConfigureAwait(false));
        }

        Dictionary<long, string> tags = field == Tags ? await TagsAsync(read, context, cancellationToken).ConfigureAwait(false) : [];
        return read.ToDictionary(
            r => r.Id.ToString(CultureInfo.InvariantCulture),
            r => (IReadOnlyList<string>)[.. (field == Tags ? r.GetIds(field).Select(i => tags.GetValueOrDefault(i, "")) : [Shown(r, field)]).Where(g => g.Length > 0).Order(StringComparer.Ordinal)],
            StringComparer.Ordinal);
    }

    private async Task<Dictionary<long, string>> TagsAsync(List<OdooRecord> partners, OdooContext context, CancellationToken cancellationToken) =>
        (await books.ReadAsync("res.partner.category", [.. partners.SelectMany(p => p.GetIds(Tags)).Distinct()], ["name"], context, cancellationToken).ConfigureAwait(false))
            .ToDictionary(t => t.Id, t => t.GetString("name") ?? "");

    private string Shown(OdooRecord partner, string field) => partner.Values.GetProperty(field).ValueKind switch
    {
        JsonValueKind.String => partner.GetString(field)!,
        JsonValueKind.False or JsonValueKind.Null => "",
        JsonValueKind.Array when partner.Values.GetProperty(field) is { } link && link.GetArrayLength() == 2 && link[1].ValueKind == JsonValueKind.String => link[1].GetString()!,
        _ => throw new ConnectorException(
            ErrorKind.Configuration, $"The field '{field}' of partners of '{name}' tells no group; set Collections:GroupField to category_id, or to a text, a selection or a link to one record.")
        {
            Field = "GroupField",
        },
    };
}
