using System.Globalization;
using System.Text.Json;

namespace Odoo.Connectors.Benchmarks;

/// <summary>What one would write by hand for this one model, and the tokenizer alone as the floor.</summary>
internal static class HandReader
{
    public static object Tokens(byte[] body)
    {
        Utf8JsonReader reader = new(body);
        while (reader.Read())
        {
        }

        return body;
    }

    public static List<Partner> Read(byte[] body)
    {
        Utf8JsonReader reader = new(body);
        while (!(reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("result"u8)))
        {
            reader.Read();
        }

        reader.Read();
        List<Partner> partners = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            partners.Add(Row(ref reader));
        }

        return partners;
    }

    private static Partner Row(ref Utf8JsonReader reader)
    {
        long id = 0;
        string? name = null, email = null, phone = null, vat = null, reference = null, street = null, zip = null, city = null;
        (long, string?)? country = null;
        bool isCompany = false;
        DateTimeOffset? written = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                name = Text(ref reader);
            }
            else if (reader.ValueTextEquals("email"u8))
            {
                email = Text(ref reader);
            }
            else if (reader.ValueTextEquals("phone"u8))
            {
                phone = Text(ref reader);
            }
            else if (reader.ValueTextEquals("vat"u8))
            {
                vat = Text(ref reader);
            }
            else if (reader.ValueTextEquals("ref"u8))
            {
                reference = Text(ref reader);
            }
            else if (reader.ValueTextEquals("street"u8))
            {
                street = Text(ref reader);
            }
            else if (reader.ValueTextEquals("zip"u8))
            {
                zip = Text(ref reader);
            }
            else if (reader.ValueTextEquals("city"u8))
            {
                city = Text(ref reader);
            }
            else if (reader.ValueTextEquals("country_id"u8))
            {
                country = Pair(ref reader);
            }
            else if (reader.ValueTextEquals("is_company"u8))
            {
                reader.Read();
                isCompany = reader.GetBoolean();
            }
            else if (reader.ValueTextEquals("write_date"u8))
            {
                written = Text(ref reader) is string moment
                    ? DateTimeOffset.ParseExact(moment, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                    : null;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new Partner
        {
            Id = id, Name = name, Email = email, Phone = phone, Vat = vat, Reference = reference, Street = street, Zip = zip, City = city,
            Country = country, IsCompany = isCompany, WrittenAt = written,
        };
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
    }

    private static (long Id, string? Name)? Pair(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        reader.Read();
        long id = reader.GetInt64();
        string? name = Text(ref reader);
        reader.Read();
        return (id, name);
    }
}
