using System.Text.Json;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>An account as JSON. Amounts are numbers with their currency, days and instants are texts by ISO 8601.</summary>
internal sealed class AccountJson(Utf8JsonWriter json, ConsoleLinks links)
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<AccountMatch> found)
    {
        AccountJson writer = new(json, new ConsoleLinks(new ConsoleOptions()));
        json.WriteStartArray();
        foreach (AccountMatch match in found)
        {
            json.WriteStartObject();
            writer.Ref("customer", match.Customer);
            writer.List("references", match.References, r => writer.Ref(null, r));
            json.WriteString("by", match.By);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public void Write(CustomerAccount account)
    {
        json.WriteStartObject();
        Ref("customer", account.Customer);
        json.WriteString("readAt", account.ReadAt);
        json.WriteBoolean("isMasked", account.IsMasked);
        List("references", account.References, r => Object(() =>
        {
            Ref("reference", r.Reference);
            json.WriteString("state", r.State.ToString());
            json.WriteBoolean("isPrimary", r.IsPrimary);
        }));
        List("merges", account.Merges, m => Object(() =>
        {
            json.WriteNumber("id", m.Id);
            json.WriteString("at", m.At);
            json.WriteString("by", m.By);
            List("moved", m.Moved, r => Ref(null, r));
            Time("undoneAt", m.UndoneAt);
        }));
        List("readings", account.Readings, r => Object(() =>
        {
            json.WriteString("section", r.Section);
            json.WriteString("system", r.System);
            json.WriteString("state", r.State.ToString());
            json.WriteString("at", r.At);
            json.WriteString("error", r.Error?.ToString());
            json.WriteString("message", r.Message);
            json.WriteBoolean("isCut", r.IsCut);
        }));
        List("fields", account.Fields, Field);
        List("contacts", account.Contacts, c => Sourced(c, () =>
        {
            json.WriteString("name", c.Value.Name);
            json.WriteString("email", c.Value.Email);
            json.WriteString("phone", c.Value.Phone);
        }));
        List("contracts", account.Contracts, c => Object(() =>
        {
            List("sides", c.Sides, s => Sourced(s, () => Contract(s.Value)));
            List("fields", c.Fields, Field);
        }));
        List("entitlements", account.Entitlements, e => Sourced(e, () =>
        {
            json.WriteString("feature", e.Value.Feature);
            if (e.Value.Limit is { } limit)
            {
                json.WriteNumber("limit", limit);
            }

            json.WriteString("status", e.Value.Status.ToString());
            Day("from", e.Value.From);
            Day("until", e.Value.Until);
        }));
        new MoneyJson(json, this).Write(account);
        List("cases", account.Cases, c => Object(() =>
        {
            json.WriteNumber("id", c.Id);
            json.WriteString("cause", c.Reason.Cause);
            json.WriteString("kind", c.Reason.Kind.ToString());
            json.WriteString("message", c.Reason.Message);
            json.WriteString("field", c.Reason.Field);
            json.WriteString("openedAt", c.OpenedAt);
            json.WriteString("url", links.OfCase(c.Id));
        }));
        List("effects", account.Effects, e => Object(() =>
        {
            json.WriteString("key", e.Key);
            json.WriteString("kind", e.Kind);
            json.WriteString("target", e.Target);
            json.WriteString("state", e.State.ToString());
            Ref("source", e.Source);
            json.WriteString("plannedAt", e.PlannedAt);
            json.WriteNumber("attempts", e.Attempts);
        }));
        json.WriteEndObject();
    }

    public void List<T>(string name, IReadOnlyCollection<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    public void Object(Action write)
    {
        json.WriteStartObject();
        write();
        json.WriteEndObject();
    }

    /// <summary>A value's members with where it comes from.</summary>
    public void Sourced<T>(Sourced<T> value, Action write)
    {
        json.WriteStartObject();
        Origin(value);
        write();
        json.WriteEndObject();
    }

    public void Origin<T>(Sourced<T> value)
    {
        Ref("source", value.Reference);
        json.WriteString("asOf", value.AsOf);
        json.WriteBoolean("isFresh", value.IsFresh);
        json.WriteString("rule", value.Rule);
    }

    public void Ref(string? name, ExternalRef? reference)
    {
        if (reference is null)
        {
            json.WriteNull(name!);
            return;
        }

        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartObject();
        json.WriteString("system", reference.System);
        json.WriteString("kind", reference.Kind);
        json.WriteString("id", reference.Id);
        if (links.Of(reference) is string address)
        {
            json.WriteString("url", address);
        }

        json.WriteEndObject();
    }

    public void Money(string name, Money? amount)
    {
        if (amount is not { } money)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("amount", money.Amount);
        json.WriteString("currency", money.Currency.Code);
        json.WriteEndObject();
    }

    public void Time(string name, DateTimeOffset? at)
    {
        if (at is { } instant)
        {
            json.WriteString(name, instant);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public void Day(string name, DateOnly? on) => json.WriteString(name, on?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    public void Field(AccountField field) => Object(() =>
    {
        json.WriteString("name", field.Name);
        json.WriteString("owner", field.Owner);
        json.WriteString("rule", field.Rule);
        json.WriteBoolean("disagrees", field.Disagrees);
        List("values", field.Values, v => Object(() =>
        {
            Ref("source", v.Reference);
            json.WriteString("value", v.Text);
            json.WriteString("asOf", v.AsOf);
            json.WriteBoolean("isFresh", v.IsFresh);
            if (v.IsEdited is { } edited)
            {
                json.WriteBoolean("isEdited", edited);
            }
        }));
    });

    private void Contract(Contract contract)
    {
        json.WriteString("status", contract.Status.ToString());
        json.WriteString("currency", contract.Currency.Code);
        Day("startsOn", contract.StartsOn);
        Day("endsOn", contract.EndsOn);
        Time("renewsAt", contract.RenewsAt);
        List("terms", contract.Terms, t => Object(() =>
        {
            json.WriteString("product", t.ProductCode);
            json.WriteNumber("quantity", t.Quantity);
            if (!t.HasTieredPrice)
            {
                json.WriteNumber("unitPrice", t.UnitPrice);
            }

            json.WriteString("recurrence", t.Recurrence?.ToString());
        }));
    }
}
