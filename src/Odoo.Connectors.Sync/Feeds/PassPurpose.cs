namespace Odoo.Connectors.Sync;

/// <summary>Why a stream is passed over again.</summary>
public enum PassPurpose
{
    /// <summary>A person asked to read it again.</summary>
    Backfill = 0,

    /// <summary>A person asks whether anything was missed.</summary>
    Reconcile = 1,

    /// <summary>The live watermark was older than the vendor keeps. Not held back by a batch window; the live poll goes on where it ends.</summary>
    Expired = 2,

    /// <summary>A person asks what was deleted: only ids are read.</summary>
    Deletions = 3,
}
