namespace Odoo.Connectors.Tests.Shared;

/// <summary>What a backfill left.</summary>
/// <param name="Missing">Accounts that Odoo lacks or knows otherwise.</param>
/// <param name="Duplicates">Customers that Odoo has twice, or that nobody asked for.</param>
/// <param name="Cases">Open cases.</param>
/// <param name="Seen">Records that the pass read, those twice that it read again.</param>
/// <param name="Polled">Whether live polls brought accounts too: the pass was to bring them.</param>
internal sealed record BackfillResult(int Missing, int Duplicates, int Cases, long Seen, bool Polled);
