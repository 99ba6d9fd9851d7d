namespace Odoo.Connectors.Model;

/// <summary>A credit to a customer's account where it is billed: it lowers what the next invoices ask for. It is no document of its own.</summary>
public sealed record AccountCredit
{
    /// <summary>What grants it, in the system that it was decided in. It is given once.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The customer, in the system that bills it.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>How much, positive.</summary>
    public required Money Amount { get; init; }

    /// <summary>Why, as the customer may read it.</summary>
    public required string Description { get; init; }

    /// <summary>The reference and the customer.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"AccountCredit {Ref} for {Customer}";
}
