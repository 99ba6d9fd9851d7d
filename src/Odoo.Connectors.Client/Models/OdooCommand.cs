using System.Globalization;
using System.Text.Json;

namespace Odoo.Connectors.Client;

/// <summary>
/// One change of a one2many or many2many field, see <see cref="OdooCommands"/>. It prints as its kind and id only.
/// </summary>
public readonly struct OdooCommand
{
    private readonly object? _payload;

    internal OdooCommand(OdooCommandKind kind, long id, object? payload = null)
    {
        Kind = kind;
        Id = id;
        _payload = payload;
    }

    /// <summary>What is done.</summary>
    public OdooCommandKind Kind { get; }

    /// <summary>The record it is done to; 0 for create, clear and set.</summary>
    public long Id { get; }

    /// <summary>The records of <see cref="OdooCommandKind.Set"/>; empty for the others.</summary>
    public IReadOnlyList<long> Ids => _payload as IReadOnlyList<long> ?? [];

    /// <summary>Writes the command in Odoo's form, such as <c>[4, 7]</c>.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        writer.WriteNumberValue((int)Kind);
        if (Kind != OdooCommandKind.Clear)
        {
            writer.WriteNumberValue(Id);
        }

        switch (_payload)
        {
            case Action<Utf8JsonWriter> write:
                write(writer);
                break;
            case IReadOnlyList<long> ids:
                OdooArgument.Numbers(ids).WriteTo(writer);
                break;
        }

        writer.WriteEndArray();
    }

    /// <summary>The kind and the id, never the values.</summary>
    /// <returns>Such as <c>Link #7</c>.</returns>
    public override string ToString() => Id == 0 ? Kind.ToString() : string.Create(CultureInfo.InvariantCulture, $"{Kind} #{Id}");
}
