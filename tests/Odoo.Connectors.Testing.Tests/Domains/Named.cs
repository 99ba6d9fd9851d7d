using System.Text.Json;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Testing.Tests.Domains;

/// <summary>A country or a tag: what has a name and perhaps a code.</summary>
internal sealed class Named : IOdooModel<Named>
{
    public static string ModelName => "res.country";

    public static IReadOnlyList<string> Fields => ["name", "code"];

    public long Id { get; init; }

    public string? Name { get; init; }

    public string? Code { get; init; }

    public static Named Read(ref Utf8JsonReader reader, OdooPageCache cache) => throw new NotSupportedException();

    public static string? FieldOf(string property) => property switch
    {
        "Id" => "id",
        "Name" => "name",
        "Code" => "code",
        _ => null,
    };
}
