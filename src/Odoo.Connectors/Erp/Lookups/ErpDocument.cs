namespace Odoo.Connectors.Erp;

/// <summary>An invoice as Odoo holds it now, made by us or by a person.</summary>
internal sealed record ErpDocument
{
    public required long Id { get; init; }

    /// <summary>How many posted invoices carry the number that was asked for; 1 where it was found by its id.</summary>
    public required int Matches { get; init; }

    /// <summary>Whether it carries our external id.</summary>
    public required bool IsOurs { get; init; }

    /// <summary>draft, posted or cancel.</summary>
    public required string State { get; init; }

    public required string PaymentState { get; init; }

    /// <summary>What is open of it, in its own currency.</summary>
    public required decimal Residual { get; init; }

    public required long CurrencyId { get; init; }

    /// <summary>Whose it is now: partners are merged, and invoices go with them.</summary>
    public required long PartnerId { get; init; }
}
