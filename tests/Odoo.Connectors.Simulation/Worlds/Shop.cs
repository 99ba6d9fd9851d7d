using System.Text.Json.Nodes;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>A customer with what really happened to it: the truth that the books are compared with.</summary>
internal sealed class Shop
{
    /// <summary>Where every account is at first.</summary>
    public const string FirstStreet = "Coupure Links 12";

    public required string Name { get; set; }

    public required string Website { get; init; }

    public required string Account { get; init; }

    public required string Opportunity { get; init; }

    public required string Customer { get; init; }

    public required string Subscription { get; init; }

    public required int Number { get; init; }

    public required int UnitAmount { get; init; }

    public required int Onboarding { get; init; }

    public string? Phone { get; set; }

    public string Street { get; set; } = FirstStreet;

    public bool IsWon { get; set; }

    public bool IsDealEdited { get; set; }

    public string Status { get; set; } = "active";

    /// <summary>How often the status became another one, from none on.</summary>
    public int Statuses { get; set; } = 1;

    /// <summary>Seats as agreed, one after the other; they only grow, so that an inversion shows.</summary>
    public List<int> Seats { get; } = [];

    public List<Bill> Bills { get; } = [];

    public JsonObject? Sub { get; set; }

    /// <summary>The company's other account in the CRM, where it has two.</summary>
    public Sister? Sister { get; set; }
}

/// <summary>A second account of one company, with a won deal of its own: another lane, the same partner.</summary>
internal sealed class Sister
{
    public required string Account { get; init; }

    public required string Opportunity { get; init; }

    public required int Seats { get; init; }

    public string? Phone { get; set; }

    public bool IsWon { get; set; }
}

/// <summary>An invoice with its payment, credit note and refund, in minor units.</summary>
internal sealed class Bill
{
    public required string Id { get; init; }

    public required string Number { get; init; }

    public required JsonObject Invoice { get; set; }

    public required long Net { get; init; }

    public required long Tax { get; init; }

    public bool Failed { get; set; }

    public string? PaymentIntent { get; set; }

    public string? CreditNote { get; set; }

    public string? Refund { get; set; }

    public long CreditNet { get; set; }

    public long CreditTax { get; set; }

    public long Gross => Net + Tax;
}
