using System.Globalization;
using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>Discrepancies as lines.</summary>
internal static class ReportCsv
{
    private const string Header =
        "kind,in_flight,record,source_id,ledger,ledger_id,number,currency,source_gross,ledger_gross,source_tax,ledger_tax,difference,source_date,ledger_date,source_state,ledger_state,correction,cause,key,accepted_by,field,source_value,ledger_value\r\n";

    public static async Task WriteAsync(ReconciliationReport report, TextWriter to, CancellationToken cancellationToken)
    {
        await to.WriteAsync(Header.AsMemory(), cancellationToken).ConfigureAwait(false);
        StringBuilder line = new();
        foreach ((Discrepancy discrepancy, bool inFlight) in report.Discrepancies.Select(d => (d, false)).Concat(report.InFlight.Select(d => (d, true))))
        {
            line.Clear().AppendJoin(',', Cells(discrepancy, inFlight).Select(Cell)).Append("\r\n");
            await to.WriteAsync(line, cancellationToken).ConfigureAwait(false);
        }
    }

    private static object?[] Cells(Discrepancy discrepancy, bool inFlight)
    {
        (Position? expected, Position? booked) = (discrepancy.Expected, discrepancy.Booked);
        return
        [
            discrepancy.Kind, inFlight ? "yes" : "no", discrepancy.Subject.Kind, expected?.Ref.Id ?? booked?.Source?.Id, booked?.Ref.System ?? expected?.Ledger, booked?.Ref.Id,
            expected?.Number ?? booked?.Number, expected?.Currency ?? booked?.Currency, expected?.Gross, booked?.Gross, expected?.Tax, booked?.Tax, discrepancy.Difference,
            expected?.At?.ToString("O", CultureInfo.InvariantCulture), booked?.On?.ToString("O", CultureInfo.InvariantCulture), expected?.State, booked?.State,
            discrepancy.Correction, discrepancy.Cause, discrepancy.Key, discrepancy.AcceptedBy, discrepancy.Field, discrepancy.SourceValue, discrepancy.LedgerValue,
        ];
    }

    /// <summary>A value as a cell: quoted where it must be, and never a formula.</summary>
    public static string Cell(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (value is not decimal && text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t')
        {
            text = $"'{text}";
        }

        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
