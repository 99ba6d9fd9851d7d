namespace Odoo.Connectors.Erp;

/// <summary>The mapping tables of one company as they are versioned.</summary>
internal static class ReferenceWords
{
    public static IEnumerable<string> Of(OdooErpOptions options)
    {
        IEnumerable<string> plain = Enum.GetValues<ReferenceTable>().SelectMany(t => Table(t.ToString(), ReferenceEntries.Plain(options, t)));
        IEnumerable<string> dated = options.Dated.Select(d => $"{d.Table}: {d.Key} = {d.Use}, from {d.From?.ToString("O") ?? "ever"} until {d.Until?.ToString("O") ?? "ever"}");
        IEnumerable<string> journals =
        [
            $"SalesJournal: {options.SalesJournal}", $"BankJournal: {options.BankJournal}", .. options.GatewayJournal is { } gateway ? [$"GatewayJournal: {gateway}"] : Array.Empty<string>(),
        ];
        return plain.Concat(dated).Concat(journals).Concat(Table(nameof(options.PaymentJournals), options.PaymentJournals)).Concat(Table(nameof(options.Plans), options.Plans)).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Table(string name, IDictionary<string, string> entries) => entries.Select(e => $"{name}: {e.Key} = {e.Value}");
}
