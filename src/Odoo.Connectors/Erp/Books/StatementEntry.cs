using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>One line of an account statement.</summary>
public sealed record StatementEntry
{
    /// <summary>The invoice or credit note, the payment or refund; of another entry the entry, of the kind <see cref="RecordKinds.Entry"/>.</summary>
    public required ExternalRef Document { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>The day in the books.</summary>
    public required DateOnly On { get; init; }

    /// <summary>When it is due.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>What the customer owes more; negative for what was paid or credited.</summary>
    public required Money Amount { get; init; }

    /// <summary>The balance after it.</summary>
    public required Money Balance { get; init; }
}
