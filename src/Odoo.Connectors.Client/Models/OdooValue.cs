namespace Odoo.Connectors.Client;

/// <summary>
/// The value of a field to write: unset, which is the default and leaves the field alone; <see langword="null"/>, which clears it; or a
/// value. It prints as nothing, since it may hold personal data.
/// </summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly struct OdooValue<T>
{
    private readonly T? _value;

    /// <summary>Makes a value that is set.</summary>
    /// <param name="value">The value.</param>
    public OdooValue(T value)
    {
        _value = value;
        IsSet = true;
    }

    /// <summary>Whether the field is to be written at all.</summary>
    public bool IsSet { get; }

    /// <summary>The value; the default of its type if unset.</summary>
    public T? Value => _value;

    /// <summary>Sets a value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OdooValue<T>(T value) => new(value);

    /// <summary>Nothing of the value.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => IsSet ? "[set]" : "[unset]";
}
