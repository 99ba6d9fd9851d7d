using System.Text.Json;

namespace Odoo.Connectors.Client.Tests;

internal sealed class Country : IOdooModel<Country>
{
    public static string ModelName => "res.country";

    public static IReadOnlyList<string> Fields => ["code", "group_id"];

    public long Id { get; init; }

    public string? Code { get; init; }

    public int? PhoneCode { get; init; }

    public bool IsEuropean { get; init; }

    public OdooReference? Group { get; init; }

    public static Country Read(ref Utf8JsonReader reader, OdooPageCache cache) => throw new NotSupportedException();

    // Explicit, as a generator may write it: the translation must not look for a public method.
    static string? IOdooModel<Country>.FieldOf(string property) => property switch
    {
        "Code" => "code",
        "PhoneCode" => "phone_code",
        "IsEuropean" => "x_european",
        "Group" => "group_id",
        _ => null,
    };
}
