namespace Odoo.Connectors.Client;

/// <summary>How changes are read.</summary>
public sealed class OdooChangesOptions
{
    /// <summary>
    /// How long a transaction in Odoo can take. A record's <c>write_date</c> is the start of the transaction that wrote it, so that it may
    /// appear that much later. Keep it at or above the server's <c>limit_time_real</c>, and above how long scheduled jobs write.
    /// </summary>
    /// <value>The default is 120 seconds.</value>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How many records a call asks for.</summary>
    /// <value>The default is 500.</value>
    public int PageSize { get; init; } = Internal.Keyset.DefaultPage;

    /// <summary>
    /// How many records of the overlap a cursor remembers, at about 25 characters each, in order not to give them again unless they
    /// changed. More than these are given again while they are in the overlap.
    /// </summary>
    /// <value>The default is 1000.</value>
    public int Remembered { get; init; } = 1_000;

    /// <summary>The clock that tells whether the overlap has gone by between two passes; only its differences count.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
