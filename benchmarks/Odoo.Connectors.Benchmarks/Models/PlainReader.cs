using System.Text.Json;

namespace Odoo.Connectors.Benchmarks;

/// <summary>The straight loop that one would write by hand for these two models, without any trick: what generated code is held against.</summary>
internal static partial class PlainReader
{
    public static List<PlainPartner> Partners(byte[] body)
    {
        Utf8JsonReader reader = new(body);
        ToResult(ref reader);
        List<PlainPartner> records = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            records.Add(Partner(ref reader));
        }

        return records;
    }

    public static List<PlainMove> Moves(byte[] body)
    {
        Utf8JsonReader reader = new(body);
        ToResult(ref reader);
        List<PlainMove> records = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            records.Add(Move(ref reader));
        }

        return records;
    }

    /// <summary>Goes to the first token of the result.</summary>
    public static void ToResult(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                return;
            }

            reader.Read();
            reader.Skip();
        }

        throw new FormatException("There is no result.");
    }

    private static PlainPartner Partner(ref Utf8JsonReader reader)
    {
        long id = default;
        string? name = default;
        string? email = default;
        string? phone = default;
        string? vat = default;
        string? reference = default;
        string? street = default;
        string? street2 = default;
        string? zip = default;
        string? city = default;
        PlainReference? state = default;
        PlainReference? country = default;
        PlainReference? parent = default;
        bool isCompany = default;
        bool active = default;
        long[] categoryIds = [];
        DateTime writeDate = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = Number(ref reader);
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
            else if (reader.ValueTextEquals("street2"u8))
            {
                street2 = Text(ref reader);
            }
            else if (reader.ValueTextEquals("zip"u8))
            {
                zip = Text(ref reader);
            }
            else if (reader.ValueTextEquals("city"u8))
            {
                city = Text(ref reader);
            }
            else if (reader.ValueTextEquals("state_id"u8))
            {
                state = Reference(ref reader);
            }
            else if (reader.ValueTextEquals("country_id"u8))
            {
                country = Reference(ref reader);
            }
            else if (reader.ValueTextEquals("parent_id"u8))
            {
                parent = Reference(ref reader);
            }
            else if (reader.ValueTextEquals("is_company"u8))
            {
                isCompany = Flag(ref reader);
            }
            else if (reader.ValueTextEquals("active"u8))
            {
                active = Flag(ref reader);
            }
            else if (reader.ValueTextEquals("category_id"u8))
            {
                categoryIds = Ids(ref reader);
            }
            else if (reader.ValueTextEquals("write_date"u8))
            {
                writeDate = Moment(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new PlainPartner
        {
            Id = id,
            Name = name ?? string.Empty,
            Email = email,
            Phone = phone,
            Vat = vat,
            Reference = reference,
            Street = street,
            Street2 = street2,
            Zip = zip,
            City = city,
            State = state,
            Country = country,
            Parent = parent,
            IsCompany = isCompany,
            Active = active,
            CategoryIds = categoryIds,
            WriteDate = writeDate,
        };
    }

    private static PlainMove Move(ref Utf8JsonReader reader)
    {
        long id = default;
        string? name = default;
        PlainType type = default;
        PlainState state = default;
        PlainReference? partner = default;
        DateOnly? date = default;
        DateOnly? due = default;
        string? reference = default;
        string? paymentReference = default;
        decimal untaxed = default;
        decimal tax = default;
        decimal total = default;
        decimal residual = default;
        PlainReference? currency = default;
        PlainReference? company = default;
        PlainReference? journal = default;
        PlainPayment payment = default;
        long[] lineIds = [];
        string? origin = default;
        string? narration = default;
        DateTime writeDate = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = Number(ref reader);
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                name = Text(ref reader);
            }
            else if (reader.ValueTextEquals("move_type"u8))
            {
                type = Type(ref reader);
            }
            else if (reader.ValueTextEquals("state"u8))
            {
                state = State(ref reader);
            }
            else if (reader.ValueTextEquals("partner_id"u8))
            {
                partner = Reference(ref reader);
            }
            else if (reader.ValueTextEquals("invoice_date"u8))
            {
                date = Day(ref reader);
            }
            else if (reader.ValueTextEquals("invoice_date_due"u8))
            {
                due = Day(ref reader);
            }
            else if (reader.ValueTextEquals("ref"u8))
            {
                reference = Text(ref reader);
            }
            else if (reader.ValueTextEquals("payment_reference"u8))
            {
                paymentReference = Text(ref reader);
            }
            else if (reader.ValueTextEquals("amount_untaxed"u8))
            {
                untaxed = Amount(ref reader);
            }
            else if (reader.ValueTextEquals("amount_tax"u8))
            {
                tax = Amount(ref reader);
            }
            else if (reader.ValueTextEquals("amount_total"u8))
            {
                total = Amount(ref reader);
            }
            else if (reader.ValueTextEquals("amount_residual"u8))
            {
                residual = Amount(ref reader);
            }
            else if (reader.ValueTextEquals("currency_id"u8))
            {
                currency = Reference(ref reader);
            }
            else if (reader.ValueTextEquals("company_id"u8))
            {
                company = Reference(ref reader);
            }
            else if (reader.ValueTextEquals("journal_id"u8))
            {
                journal = Reference(ref reader);
            }
            else if (reader.ValueTextEquals("payment_state"u8))
            {
                payment = Payment(ref reader);
            }
            else if (reader.ValueTextEquals("invoice_line_ids"u8))
            {
                lineIds = Ids(ref reader);
            }
            else if (reader.ValueTextEquals("invoice_origin"u8))
            {
                origin = Text(ref reader);
            }
            else if (reader.ValueTextEquals("narration"u8))
            {
                narration = Text(ref reader);
            }
            else if (reader.ValueTextEquals("write_date"u8))
            {
                writeDate = Moment(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new PlainMove
        {
            Id = id,
            Name = name,
            Type = type,
            State = state,
            Partner = partner,
            Date = date,
            Due = due,
            Reference = reference,
            PaymentReference = paymentReference,
            Untaxed = untaxed,
            Tax = tax,
            Total = total,
            Residual = residual,
            Currency = currency,
            Company = company,
            Journal = journal,
            Payment = payment,
            LineIds = lineIds,
            Origin = origin,
            Narration = narration,
            WriteDate = writeDate,
        };
    }
}
