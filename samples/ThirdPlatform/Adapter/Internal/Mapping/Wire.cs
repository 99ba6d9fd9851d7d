using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>Values as Plainbill writes them: whole minor units by ISO 4217, instants in ISO 8601.</summary>
internal static class Wire
{
    public static ConnectorException Missing(string field) => new(ErrorKind.Protocol, $"{Names.Vendor} left out the field {field}.") { Field = field };

    public static ConnectorException Wrong(string field, string what) => new(ErrorKind.Protocol, $"The field {field} of {Names.Vendor} {what}.") { Field = field };

    public static DateTimeOffset? Instant(ref Utf8JsonReader reader) => JsonField.Text(ref reader) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at) ? at
        : throw new InvalidOperationException("An instant was expected.");

    public static Currency Currency(string? code) => Model.Currency.TryParse(code, out Currency currency) ? currency : throw Wrong(Names.Currency, "is no currency");

    public static Money Money(long? minor, string field, Currency currency) => Model.Money.FromMinor(minor ?? throw Missing(field), currency);

    /// <summary>Plainbill's word for a kind of record is that of the model, but for subscriptions.</summary>
    public static string KindOf(string word) => word == Names.Subscription ? RecordKinds.Contract : word;
}
