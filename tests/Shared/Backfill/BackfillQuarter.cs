namespace Odoo.Connectors.Tests.Shared;

/// <summary>How a backfill stood when a quarter of its way was done.</summary>
/// <param name="Percent">How much of the way.</param>
/// <param name="Customers">The customers in Odoo: all that is read is decided before anything is sent.</param>
/// <param name="Elapsed">Since it began.</param>
/// <param name="Lived">The accounts that this process had worked on.</param>
/// <param name="Held">The bytes on the heap that went with the process: what it held, without the emulators.</param>
internal sealed record BackfillQuarter(int Percent, int Customers, TimeSpan Elapsed, int Lived, long Held);
