using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Client;

/// <summary>
/// The value of a selection field to write: unset, which is the default and leaves the field alone; <see langword="null"/>, which
/// clears it; a member of the enum; or a selection as it was read, known to the enum or not.
/// </summary>
/// <typeparam name="TEnum">The enum, see <see cref="OdooSelection{TEnum}"/>.</typeparam>
public readonly struct OdooSelectionValue<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>
    where TEnum : struct, Enum
{
    private OdooSelectionValue(string? raw)
    {
        Raw = raw;
        IsSet = true;
    }

    /// <summary>Whether the field is to be written at all.</summary>
    public bool IsSet { get; }

    /// <summary>The value as Odoo knows it; <see langword="null"/> if it is cleared or unset.</summary>
    public string? Raw { get; }

    /// <summary>Sets or clears the field.</summary>
    /// <param name="value">The member of the enum.</param>
    public static implicit operator OdooSelectionValue<TEnum>(TEnum? value) => new(value is { } member ? new OdooSelection<TEnum>(member).Raw : null);

    /// <summary>Sets the field to a selection as it was read.</summary>
    /// <param name="value">The selection.</param>
    public static implicit operator OdooSelectionValue<TEnum>(OdooSelection<TEnum> value) => new(value.Raw);
}
