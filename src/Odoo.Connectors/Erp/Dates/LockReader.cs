using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Reads a company's lock dates. An open day is remembered for a while: a lock that is set meanwhile is met when the document is posted.
/// A closed one is asked for every time, so that a period that was opened is open at once.
/// </summary>
internal sealed class LockReader(IOdooClient client, TimeSpan lifetime, TimeProvider clock)
{
    // What binds this user: exceptions that were granted and the locks of parent companies are in it.
    private static readonly string[] Fields = ["user_fiscalyear_lock_date", "user_tax_lock_date", "user_sale_lock_date", "user_hard_lock_date"];
    private (DateTimeOffset At, ErpLocks Locks)? _remembered;

    public async Task<ErpLocks> ReadAsync(long company, DateOnly day, CancellationToken cancellationToken) =>
        _remembered is (DateTimeOffset at, ErpLocks locks) && clock.GetUtcNow() - at < lifetime && !locks.MayClose(day)
            ? locks
            : await ReadAsync(company, cancellationToken).ConfigureAwait(false);

    public async Task<ErpLocks> ReadAsync(long company, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        OdooReadResult read = await client.ReadAsync(
            "res.company", [company], Fields, new OdooContext { AllowedCompanyIds = [company] }, cancellationToken).ConfigureAwait(false);
        if (read.Records.Count == 0)
        {
            throw new ConnectorException(ErrorKind.Configuration, "Odoo shows this user no such company any more; give it the company again.") { Field = "Company" };
        }

        OdooRecord record = read.Records[0];
        ErpLocks locks = new()
        {
            Global = Date(record, Fields[0]), TaxReturn = Date(record, Fields[1]), Sales = Date(record, Fields[2]), Hard = Date(record, Fields[3]),
        };
        _remembered = (now, locks);
        return locks;
    }

    /// <summary>Odoo says "no lock" by false or by its first day, which it writes 1-01-01.</summary>
    private static DateOnly? Date(OdooRecord record, string field) => record.GetDate(field) is DateOnly date && date > DateOnly.MinValue ? date : null;
}
