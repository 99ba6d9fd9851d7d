using System.Collections.Immutable;
using System.Text.Json;

namespace Odoo.Connectors.Client.Tests;

internal sealed class Partner : IOdooModel<Partner>
{
    public static string ModelName => "res.partner";

    public static IReadOnlyList<string> Fields => ["id", "name"];

    public long Id { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    public bool IsCompany { get; init; }

    public int Color { get; init; }

    public decimal Credit { get; init; }

    public decimal? Limit { get; init; }

    public DateOnly? Due { get; init; }

    public DateTimeOffset WriteDate { get; init; }

    public OdooReference? Country { get; init; }

    public OdooReference? Parent { get; init; }

    public IReadOnlyList<long> Tags { get; init; } = [];

    public DayOfWeek Day { get; init; }

    public OdooSelection<PartnerType>? Type { get; init; }

    public long[] Banks { get; init; } = [];

    public ImmutableArray<long> Users { get; init; } = [];

    public OdooModelReference? Origin { get; init; }

    public string Local => Name;

    public static Partner Read(ref Utf8JsonReader reader, OdooPageCache cache) => throw new NotSupportedException();

    public static string? FieldOf(string property) => property switch
    {
        "Id" => "id",
        "Name" => "name",
        "Email" => "email",
        "IsCompany" => "is_company",
        "Color" => "color",
        "Credit" => "credit",
        "Limit" => "credit_limit",
        "Due" => "x_due",
        "WriteDate" => "write_date",
        "Country" => "country_id",
        "Parent" => "parent_id",
        "Tags" => "category_id",
        "Type" => "type",
        "Day" => "x_day",
        "Banks" => "bank_ids",
        "Users" => "user_ids",
        "Origin" => "x_origin",
        _ => null,
    };
}
