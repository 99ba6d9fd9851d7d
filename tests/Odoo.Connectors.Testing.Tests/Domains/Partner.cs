using System.Text.Json;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Testing.Tests.Domains;

/// <summary>A partner with a field of every kind, written by hand.</summary>
internal sealed class Partner : IOdooModel<Partner>
{
    public static string ModelName => "res.partner";

    public static IReadOnlyList<string> Fields =>
        ["name", "email", "type", "is_company", "active", "color", "x_amount", "x_due", "x_seen", "country_id", "parent_id", "category_id", "child_ids"];

    public long Id { get; init; }

    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Type { get; init; }

    public bool IsCompany { get; init; }

    public bool Active { get; init; }

    public long Color { get; init; }

    public decimal Amount { get; init; }

    public DateOnly? Due { get; init; }

    public DateTimeOffset? Seen { get; init; }

    public OdooReference? Country { get; init; }

    public OdooReference? Parent { get; init; }

    public IReadOnlyList<long> Tags { get; init; } = [];

    public IReadOnlyList<long> Children { get; init; } = [];

    public static Partner Read(ref Utf8JsonReader reader, OdooPageCache cache) => throw new NotSupportedException();

    public static string? FieldOf(string property) => property switch
    {
        "Id" => "id",
        "Name" => "name",
        "Email" => "email",
        "Type" => "type",
        "IsCompany" => "is_company",
        "Active" => "active",
        "Color" => "color",
        "Amount" => "x_amount",
        "Due" => "x_due",
        "Seen" => "x_seen",
        "Country" => "country_id",
        "Parent" => "parent_id",
        "Tags" => "category_id",
        "Children" => "child_ids",
        _ => null,
    };

    /// <summary>The record as Odoo sent it, but with an unset text for an empty one, between which Odoo does not tell in conditions.</summary>
    public static Partner Of(OdooRecord record) => new()
    {
        Id = record.Id,
        Name = Text(record, "name"),
        Email = Text(record, "email"),
        Type = Text(record, "type"),
        IsCompany = record.GetBoolean("is_company"),
        Active = record.GetBoolean("active"),
        Color = record.GetInt64("color") ?? 0,
        Amount = record.GetDecimal("x_amount") ?? 0,
        Due = record.GetDate("x_due"),
        Seen = record.GetDateTime("x_seen"),
        Country = record.GetReference("country_id"),
        Parent = record.GetReference("parent_id"),
        Tags = record.GetIds("category_id"),
        Children = record.GetIds("child_ids"),
    };

    private static string? Text(OdooRecord record, string field) => record.GetString(field) is { Length: > 0 } text ? text : null;
}
