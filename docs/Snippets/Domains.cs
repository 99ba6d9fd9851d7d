using System.Text.Json;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Docs;

/// <summary>What docs/client/domains.md shows.</summary>
internal static class Domains
{
    public static OdooDomain Algebra(string? city, IReadOnlyList<long> countries, DateTimeOffset since, long group)
    {
        #region domain-algebra
        OdooDomain company = OdooDomain.Where("is_company", "=", true);
        OdooDomain changed = OdooDomain.Where("write_date", ">=", since);
        OdooDomain domain = company & (changed | !OdooDomain.In("country_id", countries))
            & OdooDomain.Optional("city", city)
            & OdooDomain.StartsWith("name", "100%")
            & OdooDomain.ChildOf("id", group)
            & OdooDomain.NotAny("category_id", OdooDomain.Where("name", "=", "Blocked"));
        #endregion
        return domain;
    }

    public static OdooDomain Expression(string? email, DateOnly due, IReadOnlyList<long> countries)
    {
        #region domain-expression
        OdooDomain domain = OdooDomain.Where<Contact>(x =>
            (email == null || x.Email == email)
            && !x.IsCompany
            && x.Due < due
            && countries.Contains(x.Country!.Id)
            && x.Country.Of<CountryCode>().Code != "BE"
            && !x.Tags.AnyOf<Tag>(t => t.Name == "Blocked"));
        #endregion
        return domain;
    }

    internal sealed class Contact : IOdooModel<Contact>
    {
        public static string ModelName => "res.partner";

        public static IReadOnlyList<string> Fields => ["id", "email", "is_company", "x_due", "country_id", "category_id"];

        public long Id { get; init; }

        public string? Email { get; init; }

        public bool IsCompany { get; init; }

        public DateOnly? Due { get; init; }

        public OdooReference? Country { get; init; }

        public IReadOnlyList<long> Tags { get; init; } = [];

        public static Contact Read(ref Utf8JsonReader reader, OdooPageCache cache) => throw new NotSupportedException();

        public static string? FieldOf(string property) => property switch
        {
            "Id" => "id",
            "Email" => "email",
            "IsCompany" => "is_company",
            "Due" => "x_due",
            "Country" => "country_id",
            "Tags" => "category_id",
            _ => null,
        };
    }

    internal sealed class CountryCode : IOdooModel<CountryCode>
    {
        public static string ModelName => "res.country";

        public static IReadOnlyList<string> Fields => ["id", "code"];

        public long Id { get; init; }

        public string? Code { get; init; }

        public static CountryCode Read(ref Utf8JsonReader reader, OdooPageCache cache) => throw new NotSupportedException();

        public static string? FieldOf(string property) => property switch { "Id" => "id", "Code" => "code", _ => null };
    }

    internal sealed class Tag : IOdooModel<Tag>
    {
        public static string ModelName => "res.partner.category";

        public static IReadOnlyList<string> Fields => ["id", "name"];

        public long Id { get; init; }

        public string? Name { get; init; }

        public static Tag Read(ref Utf8JsonReader reader, OdooPageCache cache) => throw new NotSupportedException();

        public static string? FieldOf(string property) => property switch { "Id" => "id", "Name" => "name", _ => null };
    }
}
