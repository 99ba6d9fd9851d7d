using Odoo.Connectors.Model;

namespace Odoo.Connectors.Testing;

/// <summary>An answer to a read, and what its vendor says is in it.</summary>
public sealed class RecordSample
{
    /// <summary>What was read.</summary>
    public required ExternalRef Reference { get; init; }

    /// <summary>The bytes that <see cref="Sync.IReader.ReadAsync"/> gave; JSON.</summary>
    public required byte[] Answer { get; init; }

    /// <summary>What the document comes to, or what was paid, in major units as the vendor shows it to people. The default is null: it has no amount.</summary>
    public Money? Total { get; init; }

    /// <summary>Fields without which it must not be mapped, as paths: <c>currency</c>, <c>lines.amount</c>. The default is none.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];
}
