namespace Odoo.Connectors.Sync;

/// <summary>Where a key stands. Numbers are stored; never renumber.</summary>
internal enum IdempotencyState
{
    Running = 0,
    Done = 1,
    Refused = 2,
}

/// <summary>A key as it is stored. <paramref name="Left"/> is what is left of its lease, by the store's clock.</summary>
internal sealed record IdempotencyRun(
    byte[] Fingerprint, IdempotencyState State, int Generation, int Runs, TimeSpan Left, string? Result, ErrorKind ErrorKind, string? Message, string? Field);
