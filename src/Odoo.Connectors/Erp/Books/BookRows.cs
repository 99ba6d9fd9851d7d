namespace Odoo.Connectors.Erp;

/// <summary>A main partner, or a contact below one, as it was read.</summary>
internal sealed record PartnerRow
{
    public required long Id { get; init; }

    /// <summary>The partner whose contact it is; null for a main partner.</summary>
    public long? Customer { get; init; }

    /// <summary>A contact's external id.</summary>
    public string? External { get; init; }

    public required string Name { get; init; }

    public required bool IsCompany { get; init; }

    public required bool IsActive { get; init; }

    /// <summary>Whether it only sells to the company.</summary>
    public bool IsSupplierOnly { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Website { get; init; }

    public string? Vat { get; init; }

    public string? Street { get; init; }

    public string? Street2 { get; init; }

    public string? City { get; init; }

    public string? Zip { get; init; }

    /// <summary>The code of the state.</summary>
    public string? State { get; init; }

    /// <summary>The code of the country.</summary>
    public string? Country { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }
}

/// <summary>An invoice or credit note as it was read, with what settled it.</summary>
internal sealed record DocumentRow
{
    public required long Id { get; init; }

    public required string Type { get; init; }

    public required string State { get; init; }

    public string? PaymentState { get; init; }

    public string? Name { get; init; }

    public string? Reference { get; init; }

    public required long Customer { get; init; }

    public DateOnly? IssuedOn { get; init; }

    public DateOnly? BookedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public required string Currency { get; init; }

    public required decimal Total { get; init; }

    public required decimal Residual { get; init; }

    public long? Reverses { get; init; }

    /// <summary>The orders that people made it of.</summary>
    public IReadOnlyList<long> Orders { get; init; } = [];

    public string? External { get; init; }

    public required IReadOnlyList<MatchRow> Matches { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }
}

/// <summary>A payment, or a bank entry without one, as it was read, with what it pays.</summary>
internal sealed record MoneyRow
{
    /// <summary>The payment; null for a bank entry without one.</summary>
    public long? Payment { get; init; }

    /// <summary>Its entry; null for a payment that has none.</summary>
    public long? Entry { get; init; }

    public required bool Inbound { get; init; }

    public required string State { get; init; }

    public long? Customer { get; init; }

    public required decimal Amount { get; init; }

    public required string Currency { get; init; }

    public required DateOnly On { get; init; }

    public string? Memo { get; init; }

    public string? External { get; init; }

    public required IReadOnlyList<MatchRow> Matches { get; init; }

    /// <summary>The documents that a payment without an entry is registered on.</summary>
    public IReadOnlyList<RegisteredRow> Registered { get; init; } = [];

    public required DateTimeOffset WrittenAt { get; init; }
}

/// <summary>A document that a payment without an entry is registered on.</summary>
internal sealed record RegisteredRow(long Document, string Type, string? Number, string? External);

/// <summary>One matching of an entry's receivable with another entry's, seen from the first.</summary>
internal sealed record MatchRow
{
    /// <summary>How much of this side, in its currency.</summary>
    public required decimal Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>How much of the other side, in its currency.</summary>
    public required decimal OtherAmount { get; init; }

    public required string OtherCurrency { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>The other entry.</summary>
    public required long Entry { get; init; }

    /// <summary>What the other entry is: its <c>move_type</c>.</summary>
    public required string Type { get; init; }

    public string? Number { get; init; }

    /// <summary>The payment of the other entry.</summary>
    public long? Payment { get; init; }

    /// <summary>Whether the other entry is in a bank or cash journal.</summary>
    public required bool IsMoney { get; init; }

    /// <summary>Whether the other side is a credit: as money, it came in.</summary>
    public required bool IsCredit { get; init; }

    /// <summary>Whether one of the two entries reverses the other.</summary>
    public required bool IsReversal { get; init; }

    public string? External { get; init; }
}
