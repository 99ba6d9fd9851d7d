using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A billing address as it is read.</summary>
internal sealed class AddressBuilder
{
    public static readonly FieldTable<AddressBuilder> Table = new FieldTable<AddressBuilder>("Chargebee")
        .Field("line1", static (ref reader, a) => a._line1 = Wire.Trimmed(ref reader))
        .Field("line2", static (ref reader, a) => a._line2 = Wire.Trimmed(ref reader))
        .Field("line3", static (ref reader, a) => a._line3 = Wire.Trimmed(ref reader))
        .Field("city", static (ref reader, a) => a._city = Wire.Trimmed(ref reader))
        .Field("state_code", static (ref reader, a) => a._stateCode = Wire.Trimmed(ref reader))
        .Field("state", static (ref reader, a) => a._state = Wire.Trimmed(ref reader))
        .Field("country", static (ref reader, a) => a.WireCountry = Wire.Trimmed(ref reader)?.ToUpperInvariant())
        .Field("zip", static (ref reader, a) => a._zip = Wire.Trimmed(ref reader));

    private string? _line1, _line2, _line3, _city, _stateCode, _state, _zip;

    /// <summary>The country as Chargebee has it: <c>XI</c> is Northern Ireland.</summary>
    public string? WireCountry { get; private set; }

    public Address? Build()
    {
        Address address = new()
        {
            Street = Lines(),
            City = _city,
            PostalCode = _zip,
            State = _state ?? _stateCode,
            Country = WireCountry == "XI" ? "GB" : WireCountry,
        };
        return address is { Street: null, City: null, PostalCode: null, State: null, Country: null } ? null : address;
    }

    private string? Lines()
    {
        string lines = string.Join('\n', ((string?[])[_line1, _line2, _line3]).OfType<string>());
        return lines.Length == 0 ? null : lines;
    }
}
