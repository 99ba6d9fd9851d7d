namespace Odoo.Connectors.Benchmarks;

/// <summary>The twelve fields that every variant reads.</summary>
internal sealed record Partner
{
    public required long Id { get; init; }

    public required string? Name { get; init; }

    public required string? Email { get; init; }

    public required string? Phone { get; init; }

    public required string? Vat { get; init; }

    public required string? Reference { get; init; }

    public required string? Street { get; init; }

    public required string? Zip { get; init; }

    public required string? City { get; init; }

    public required (long Id, string? Name)? Country { get; init; }

    public required bool IsCompany { get; init; }

    public required DateTimeOffset? WrittenAt { get; init; }
}
