using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Testing.Adapters.BrokenRule;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>What answers become in the words of the model.</summary>
internal static class DecodeChecks
{
    public static IReadOnlyList<CheckEntry> All { get; } =
    [
        new("decode.maps", AdapterPart.Reads, "Every answer maps to the record of its kind and reference, the same each time.", MapsAsync),
        new("decode.sums", AdapterPart.Reads, "The parts of a document come to its totals, exactly and in one currency.", SumsAsync),
        new("decode.totals", AdapterPart.Reads, "An amount is what the platform shows to people, in major units: each currency by the platform's own decimals.", TotalsAsync),
        new("decode.unknown-fields", AdapterPart.Reads, "Fields that a vendor adds, and their order, change nothing.", UnknownAsync),
        new("decode.missing-fields", AdapterPart.Reads, "An answer without a field that it must have fails by that field; nothing is guessed.", MissingAsync),
        new("decode.fails-by-field", AdapterPart.Reads, "Whatever is left out or of another type, an answer maps, or fails as Protocol or Validation with its field: never by another exception.", SpoiledAsync),
        new("decode.no-personal-data", AdapterPart.Reads, "Neither failures nor the texts of records hold what people wrote.", PersonalAsync),
    ];

    private static object Decode(Bench bench, RecordSample sample, byte[] answer) => bench.As<IReader>().Decode(sample.Reference, answer);

    private static Task MapsAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (RecordSample sample in bench.Contract.Reads!.Samples)
        {
            object record = Decode(bench, sample, sample.Answer);
            if (record.GetType().GetProperty("Ref")?.GetValue(record) is ExternalRef of)
            {
                Unless(of == sample.Reference, $"the answer for {sample.Reference} is the record {of}");
            }

            Unless(Bench.Print(record) == Bench.Print(Decode(bench, sample, sample.Answer)), $"the answer for {sample.Reference} maps to something else the second time");
        }

        return Task.CompletedTask;
    }

    private static Task SumsAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (RecordSample sample in bench.Contract.Reads!.Samples)
        {
            string? fault = Decode(bench, sample, sample.Answer) switch
            {
                Invoice i => Amounts.Fault(i.Lines, i.Discounts, i.Net, i.Taxes, i.Gross),
                CreditNote c => Amounts.Fault(c.Lines, c.Discounts, c.Net, c.Taxes, c.Gross),
                Payment p => Amounts.Fault(p),
                InvoicePayments all => all.Payments.Select(Amounts.Fault).FirstOrDefault(f => f is not null),
                _ => null,
            };
            Unless(fault is null, $"{sample.Reference}: {fault}");
        }

        return Task.CompletedTask;
    }

    private static Task TotalsAsync(Bench bench, CancellationToken cancellationToken)
    {
        RecordSample[] stated = [.. bench.Contract.Reads!.Samples.Where(s => s.Total is not null)];
        foreach (RecordSample sample in stated)
        {
            Money? found = Amounts.Total(Decode(bench, sample, sample.Answer));
            Unless(found == sample.Total, $"{sample.Reference} comes to {found}, and the vendor says {sample.Total}");
        }

        Unless(
            stated.Length == 0 || stated.Any(s => s.Total!.Value.Currency.Exponent != 2),
            "all totals are in currencies of two decimals: add a sample in one of none or three (JPY, KWD), where wrong decimals show");
        return Task.CompletedTask;
    }

    private static Task UnknownAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (RecordSample sample in bench.Contract.Reads!.Samples)
        {
            string before = Bench.Print(Decode(bench, sample, sample.Answer));
            string after;
            try
            {
                after = Bench.Print(Decode(bench, sample, FieldPaths.WithMore(sample.Answer)));
            }
            catch (ConnectorException e)
            {
                throw new BrokenRule($"{sample.Reference} with fields added, in another order, fails: {e.Message}");
            }

            Unless(before == after, $"{sample.Reference} with fields added, in another order, is another record");
        }

        return Task.CompletedTask;
    }

    private static async Task MissingAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (RecordSample sample in bench.Contract.Reads!.Samples)
        {
            foreach (string path in sample.Required)
            {
                byte[]? less = FieldPaths.Without(sample.Answer, path);
                Unless(less is not null, $"the sample {sample.Reference} has no field {path}");
                ConnectorException e = await bench.FailsAsync(() => _ = Decode(bench, sample, less!), $"{sample.Reference} without {path}").ConfigureAwait(false);
                string name = path.Split('.')[^1];
                Unless(e.Kind is ErrorKind.Protocol or ErrorKind.Validation, $"{sample.Reference} without {path} is {e.Kind}");
                Unless(e.Field?.EndsWith(name, StringComparison.Ordinal) is true, $"{sample.Reference} without {path} fails by the field '{e.Field}'");
            }
        }
    }

    private static async Task SpoiledAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (RecordSample sample in bench.Contract.Reads!.Samples)
        {
            foreach ((string change, byte[] payload) in FieldPaths.Spoiled(sample.Answer))
            {
                if (await FailureAsync(bench, sample, change, payload).ConfigureAwait(false) is { } e)
                {
                    Unless(e.Kind is ErrorKind.Protocol or ErrorKind.Validation, $"{sample.Reference} with {change} is {e.Kind}: {e.Message}");
                    Unless(!string.IsNullOrEmpty(e.Field), $"{sample.Reference} with {change} names no field: {e.Message}");
                }
            }
        }
    }

    private static Task PersonalAsync(Bench bench, CancellationToken cancellationToken)
    {
        ReadContract reads = bench.Contract.Reads!;
        foreach (string text in reads.Personal)
        {
            Unless(reads.Samples.Any(s => System.Text.Encoding.UTF8.GetString(s.Answer).Contains(text, StringComparison.Ordinal)), $"'{text}' of Personal stands in no sample, so that it proves nothing");
        }

        Unless(reads.Personal.Count > 0, "the contract names no personal data of the samples");
        foreach (RecordSample sample in reads.Samples)
        {
            IfHeard(Decode(bench, sample, sample.Answer).ToString(), reads.Personal, $"the text of the record {sample.Reference}");
            foreach ((string change, byte[] payload) in FieldPaths.Spoiled(sample.Answer))
            {
                IfHeard(Said(bench, sample, payload), reads.Personal, $"the failure of {sample.Reference} with {change}");
            }
        }

        foreach (string text in bench.Heard.Texts)
        {
            IfHeard(text, reads.Personal, "the log");
        }

        return Task.CompletedTask;
    }

    private static string? Said(Bench bench, RecordSample sample, byte[] payload)
    {
        try
        {
            return Decode(bench, sample, payload).ToString();
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static async Task<ConnectorException?> FailureAsync(Bench bench, RecordSample sample, string change, byte[] payload)
    {
        try
        {
            Decode(bench, sample, payload);
            return null;
        }
        catch (Exception e)
        {
            return await bench.FailsAsync(() => throw e, $"{sample.Reference} with {change}").ConfigureAwait(false);
        }
    }
}
