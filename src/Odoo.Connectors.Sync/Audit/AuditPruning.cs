using System.Globalization;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Takes whole beginnings off chains of the trail: entries that are old enough and under a root. The last one that goes leaves its
/// number and hash to the head and to an entry of the same chain, so that the rest still verifies and nobody can take more unseen.
/// </summary>
internal static class AuditPruning
{
    public const string What = "audit-pruned";
    private const int LanesPerStep = 20;
    private const int EntriesPerLane = 500;

    public static string UpTo(long number, byte[] hash) =>
        string.Create(CultureInfo.InvariantCulture, $"up to {number}, {Convert.ToHexStringLower(hash)}");

    /// <returns>How many entries went; 0 when no more may go.</returns>
    public static async Task<int> StepAsync(HubTransaction transaction, string by, DateTimeOffset now, DateTimeOffset before, CancellationToken cancellationToken)
    {
        int gone = 0;
        foreach ((AuditHead head, long last) in await transaction.Proof.OldestAsync(before, LanesPerStep, cancellationToken).ConfigureAwait(false))
        {
            List<(long Number, AuditLine Line, byte[] Hash)> entries = await transaction.Proof
                .LinesAsync(head.Lane, head.BaseNumber, last, EntriesPerLane, cancellationToken).ConfigureAwait(false);
            entries = [.. entries.TakeWhile(e => e.Line.At < before.ToUnixTimeMilliseconds())];
            (long number, _, byte[] hash) = entries[^1];
            await transaction.Proof.PruneAsync(head.Lane, number, hash, cancellationToken).ConfigureAwait(false);
            transaction.Lanes.Enter(head.Lane);
            await transaction.Audit.WriteAsync(
                new AuditLine(now.ToUnixTimeMilliseconds(), null, null, What, $"{UpTo(number, hash)}; {entries.Count} entries", by), cancellationToken).ConfigureAwait(false);
            gone += entries.Count;
        }

        return gone;
    }
}
