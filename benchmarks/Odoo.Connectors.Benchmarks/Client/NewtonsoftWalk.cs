using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A JObject of the whole answer, walked: the usual way of the older clients.</summary>
internal static class NewtonsoftWalk
{
    public static List<Partner> Read(byte[] body)
    {
        using MemoryStream stream = new(body);
        using StreamReader text = new(stream);
        using JsonTextReader reader = new(text) { DateParseHandling = DateParseHandling.None };
        JArray rows = (JArray)JObject.Load(reader)["result"]!;
        List<Partner> partners = new(rows.Count);
        foreach (JToken row in rows)
        {
            partners.Add(new Partner
            {
                Id = (long)row["id"]!,
                Name = Text(row["name"]),
                Email = Text(row["email"]),
                Phone = Text(row["phone"]),
                Vat = Text(row["vat"]),
                Reference = Text(row["ref"]),
                Street = Text(row["street"]),
                Zip = Text(row["zip"]),
                City = Text(row["city"]),
                Country = row["country_id"] is JArray pair ? ((long)pair[0], (string?)pair[1]) : null,
                IsCompany = (bool)row["is_company"]!,
                WrittenAt = Text(row["write_date"]) is string moment
                    ? DateTimeOffset.ParseExact(moment, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                    : null,
            });
        }

        return partners;
    }

    private static string? Text(JToken? value) => value?.Type == JTokenType.String ? (string?)value : null;
}
