using System.Diagnostics.CodeAnalysis;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>
/// The value of a selection field: a member of an enum, or, since modules and versions add values, a text that the enum does not know.
/// It compares with members of the enum: <c>move.State == MoveState.Posted</c>.
/// </summary>
/// <typeparam name="TEnum">
/// The enum. A member stands for its name in snake case or for what <see cref="OdooOptionAttribute"/> says; that is looked up once.
/// </typeparam>
public readonly struct OdooSelection<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum> : IEquatable<OdooSelection<TEnum>>
    where TEnum : struct, Enum
{
    private readonly TEnum _value;
    private readonly string? _raw;

    /// <summary>Makes a selection of a value that the enum knows.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is no member of the enum.</exception>
    public OdooSelection(TEnum value)
        : this(value, SelectionTexts<TEnum>.TextOf(value))
    {
    }

    internal OdooSelection(TEnum value, string raw, bool isKnown = true)
    {
        _value = value;
        _raw = raw;
        IsKnown = isKnown;
    }

    /// <summary>Makes a selection of a value as Odoo knows it.</summary>
    /// <param name="raw">The value, known to the enum or not.</param>
    public OdooSelection(string raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        this = SelectionTexts<TEnum>.Find(raw) ?? new(default, raw, isKnown: false);
    }

    /// <summary>Whether the enum has a member for the value.</summary>
    public bool IsKnown { get; }

    /// <summary>The member; <see langword="null"/> if the enum has none.</summary>
    public TEnum? Value => IsKnown ? _value : null;

    /// <summary>The value as Odoo knows it.</summary>
    public string Raw => _raw ?? "";

    /// <summary>A selection of a member.</summary>
    /// <param name="value">The member.</param>
    public static implicit operator OdooSelection<TEnum>(TEnum value) => new(value);

    /// <summary>Whether two selections are of the same value.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(OdooSelection<TEnum> left, OdooSelection<TEnum> right) => left.Equals(right);

    /// <summary>Whether two selections are of different values.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(OdooSelection<TEnum> left, OdooSelection<TEnum> right) => !left.Equals(right);

    /// <inheritdoc />
    public bool Equals(OdooSelection<TEnum> other) => string.Equals(Raw, other.Raw, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is OdooSelection<TEnum> other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => string.GetHashCode(Raw, StringComparison.Ordinal);

    /// <summary>The value as Odoo knows it.</summary>
    /// <returns>The value.</returns>
    public override string ToString() => Raw;
}
